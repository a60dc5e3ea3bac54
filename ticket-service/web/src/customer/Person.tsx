import { IconPencil } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { describe, type Profile } from '../api/profile.ts';
import type { Summary } from '../api/types.ts';
import { useNow } from '../look/now.ts';
import { Avatar } from '../marks/Avatar.tsx';
import { Button, IconButton } from '../marks/Button.tsx';
import { cause, clockAt, languageName, shortDay } from '../words/format.ts';
import { customerName } from '../words/people.ts';
import { language } from '../words/words.ts';
import { useChange } from './useProfile.ts';
import css from './customer.module.css';

/** Who it is, what they speak, and what time it is where they are. */
export function Person({ summary, profile, since }: { summary: Summary; profile: Profile | undefined; since: string | undefined }) {
  const { t } = useTranslation();
  const now = useNow(15_000);
  const [editing, setEditing] = useState(false);
  const first = profile?.since ?? since;
  const zone = profile?.timeZone ?? null;
  const speaks = profile?.language ?? null;
  const there = zone === null ? '' : clockAt(language(), zone, now);
  return (
    <section className={css['section']}>
      <div className={css['person']}>
        <Avatar name={customerName(t, summary)} size="large" />
        <div>
          <b>{customerName(t, summary)}</b>
          <span>
            {first === undefined ? '' : t('customer.since', { date: shortDay(language(), first) })}
            {there !== '' && <> · <span title={zone ?? ''}>{t('profile.there', { time: there })}</span></>}
          </span>
          {speaks !== null && <span className={css['line']}>{languageName(language(), speaks)}</span>}
        </div>
        {profile !== undefined && !editing && (
          <IconButton tiny label={t('profile.edit')} onClick={() => setEditing(true)}><IconPencil size={14} stroke={1.9} aria-hidden /></IconButton>
        )}
      </div>
      {profile !== undefined && editing && <PersonForm conversation={summary.id} profile={profile} close={() => setEditing(false)} />}
    </section>
  );
}

const zones = (): string[] => Intl.supportedValuesOf('timeZone');
const LANGUAGES = ['ru', 'en', 'kk', 'uk', 'de', 'fr', 'es', 'tr', 'uz', 'zh'];

function PersonForm({ conversation, profile, close }: { conversation: string; profile: Profile; close: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(profile.called ?? '');
  const [speaks, setSpeaks] = useState(profile.speaks ?? '');
  const [zone, setZone] = useState(profile.timeZone ?? '');
  const { busy, error, change } = useChange(conversation);
  const save = async () => {
    if (await change(describe(profile.customer, { name: name.trim(), language: speaks.trim(), timeZone: zone.trim() }))) close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code === 'Escape') {
      event.stopPropagation();
      close();
    }
  };
  return (
    <form className={css['form']} aria-label={t('profile.edit')} onKeyDown={onKeyDown} onSubmit={event => { event.preventDefault(); void save(); }}>
      <label>{t('profile.name')}<input autoFocus maxLength={200} value={name} placeholder={profile.told ?? ''} onChange={event => setName(event.target.value)} /></label>
      <label>{t('profile.language')}
        <input maxLength={35} list="profile-languages" value={speaks} placeholder={profile.tells ?? ''} onChange={event => setSpeaks(event.target.value)} />
      </label>
      <datalist id="profile-languages">{LANGUAGES.map(one => <option key={one} value={one}>{languageName(language(), one)}</option>)}</datalist>
      <label>{t('profile.timeZone')}<input maxLength={60} list="profile-zones" value={zone} placeholder="Asia/Almaty" onChange={event => setZone(event.target.value)} /></label>
      <datalist id="profile-zones">{zones().map(one => <option key={one} value={one} />)}</datalist>
      <small>{t('profile.emptyHint')}</small>
      {error !== null && <p className={css['bad']} role="alert">{t('profile.notSaved', { cause: cause(t, error) })}</p>}
      <div className={css['buttons']}>
        <Button small look="primary" type="submit" disabled={busy}>{t('profile.save')}</Button>
        <Button small look="quiet" onClick={close}>{t('profile.cancel')}</Button>
      </div>
    </form>
  );
}
