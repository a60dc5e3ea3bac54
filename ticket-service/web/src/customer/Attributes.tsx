import { IconExternalLink, IconPlus } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { tell, type Attribute, type Profile } from '../api/profile.ts';
import { useNow } from '../look/now.ts';
import { Button, IconButton } from '../marks/Button.tsx';
import { cause, dayAndClock } from '../words/format.ts';
import { language } from '../words/words.ts';
import { useChange } from './useProfile.ts';
import css from './customer.module.css';

/** What is told of the customer, by us and by other systems, and the ways into those systems. */
export function Attributes({ conversation, profile }: { conversation: string; profile: Profile }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<string | null>(null);
  const ids = [...profile.phones.map(phone => [t('profile.phone'), phone] as const), ...profile.externalIds.map(({ id, realm }) => [t('profile.externalId'), id, realm] as const)];
  return (
    <section className={css['section']} aria-labelledby="profile-facts">
      <h3 id="profile-facts">{t('profile.facts')} <span>{profile.attributes.length}</span>
        <IconButton tiny label={t('profile.addFact')} onClick={() => setEditing('')}><IconPlus size={14} stroke={1.9} aria-hidden /></IconButton>
      </h3>
      {profile.links.length > 0 && (
        <ul className={css['links']}>
          {profile.links.map(link => (
            <li key={link.id}>
              {link.url === null
                ? <span className={css['faint']}>{t('profile.linkMissing', { name: link.name, missing: link.missing.map(place => placeName(t, place)).join(', ') })}</span>
                : <a href={link.url} target="_blank" rel="noopener noreferrer">{link.name}<IconExternalLink size={14} stroke={1.9} aria-hidden /></a>}
            </li>
          ))}
        </ul>
      )}
      {ids.length + profile.attributes.length === 0 && editing === null && <p className={css['faint']}>{t('profile.noFacts')}</p>}
      <dl className={css['facts']}>
        {ids.map(([what, id, realm]) => <Fact key={`${what} ${id}`} name={what} value={id} title={realm ?? ''} />)}
        {profile.attributes.map(one => (editing === one.name
          ? <FactForm key={one.name} conversation={conversation} customer={profile.customer} was={one} close={() => setEditing(null)} />
          : <AttributeLine key={one.name} one={one} edit={() => setEditing(one.name)} />))}
      </dl>
      {editing === '' && <FactForm conversation={conversation} customer={profile.customer} was={null} close={() => setEditing(null)} />}
    </section>
  );
}

function placeName(t: TFunction, place: string): string {
  return place.startsWith('attribute:') ? place.slice('attribute:'.length) : t(`profile.place.${place}`, { defaultValue: place });
}

function Fact({ name, value, title }: { name: string; value: string; title: string }) {
  return <><dt>{name}</dt><dd title={title}>{value}</dd></>;
}

function AttributeLine({ one, edit }: { one: Attribute; edit: () => void }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const who = one.tellerName ?? one.toldBy.replace(/^machine:/, '');
  return (
    <>
      <dt title={one.name}>{one.name}</dt>
      <dd>
        <button type="button" className={css['value']} aria-label={t('profile.editFact', { name: one.name, value: one.value })}
          title={t('profile.toldBy', { who, time: dayAndClock(language(), one.asOf, now) })} onClick={edit}>{one.value}</button>
      </dd>
    </>
  );
}

/** Enter saves, Escape leaves; an empty value takes the fact away. */
function FactForm({ conversation, customer, was, close }: { conversation: string; customer: string; was: Attribute | null; close: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(was?.name ?? '');
  const [value, setValue] = useState(was?.value ?? '');
  const { busy, error, change } = useChange(conversation);
  const told = value.trim();
  const save = async () => {
    if (name.trim() === '' || (was === null && told === '')) return;
    if (await change(tell(customer, { [name.trim()]: told === '' ? null : told }))) close();
  };
  const remove = async () => {
    if (was !== null && await change(tell(customer, { [was.name]: null }))) close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code === 'Escape') {
      event.stopPropagation();
      close();
    }
  };
  return (
    <form className={`${css['form']} ${css['wide']}`} aria-label={was === null ? t('profile.addFact') : was.name} onKeyDown={onKeyDown} onSubmit={event => { event.preventDefault(); void save(); }}>
      {was === null && <label>{t('profile.factName')}<input autoFocus maxLength={100} value={name} onChange={event => setName(event.target.value)} /></label>}
      <label>{was === null ? t('profile.factValue') : was.name}<input autoFocus={was !== null} maxLength={500} value={value} onChange={event => setValue(event.target.value)} /></label>
      {error !== null && <p className={css['bad']} role="alert">{t('profile.notSaved', { cause: cause(t, error) })}</p>}
      <div className={css['buttons']}>
        <Button small look="primary" type="submit" disabled={busy}>{t('profile.save')}</Button>
        {was !== null && <Button small disabled={busy} onClick={() => void remove()}>{t('profile.removeFact')}</Button>}
        <Button small look="quiet" onClick={close}>{t('profile.cancel')}</Button>
      </div>
    </form>
  );
}
