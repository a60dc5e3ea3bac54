import { useTranslation } from 'react-i18next';
import type { Presence } from '../api/types.ts';
import { FaultLine, useFaults } from '../rules/Faults.tsx';
import { Choice, TextField } from '../rules/Fields.tsx';
import { Amount } from './Amount.tsx';
import { Editor } from './Editor.tsx';
import { Row } from './Row.tsx';
import type { Known } from './SetupPage.tsx';
import type { ChannelTerms, LinkTerms, SkillTerms, StatusTerms } from './types.ts';
import { useThing } from './useThing.ts';
import css from './setup.module.css';

const PRESENCES: Presence[] = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE'];
const taken = (list: { id: string }[]) => list.map(one => one.id);

export function SkillEditor({ id, known, disabled }: { id: string | null; known: Known; disabled: boolean }) {
  const { t } = useTranslation();
  const thing = useThing('skills', id, { name: '' }, ({ name }: SkillTerms) => ({ name }));
  return (
    <Editor kind="skills" id={id} title={id === null ? t('setup.newOf.skills') : (thing.terms?.name ?? id)} named={thing.terms?.name ?? ''} taken={taken(known.skills)}
      thing={thing} disabled={disabled} removable>
      {thing.terms !== null && <Name pointer="/name" label={t('setup.name')} value={thing.terms.name} disabled={disabled} change={name => thing.change({ name })} />}
      <p className={css['note']}>{t('setup.skillHint')}</p>
    </Editor>
  );
}

export function StatusEditor({ id, known, disabled }: { id: string | null; known: Known; disabled: boolean }) {
  const { t, i18n } = useTranslation();
  const thing = useThing('statuses', id, { names: { ru: '', en: '' }, presence: 'AWAY' }, ({ names, presence }: StatusTerms) => ({ names, presence }));
  const { terms } = thing;
  const name = (i18n.language === 'ru' ? terms?.names.ru : terms?.names.en) ?? '';
  return (
    <Editor kind="statuses" id={id} title={id === null ? t('setup.newOf.statuses') : name} named={terms?.names.en === '' ? terms.names.ru : (terms?.names.en ?? '')} taken={taken(known.statuses)}
      thing={thing} disabled={disabled} removable>
      {terms !== null && (
        <>
          <Name pointer="/names/ru" label={t('setup.nameRu')} value={terms.names.ru} disabled={disabled} change={ru => thing.change({ ...terms, names: { ...terms.names, ru } })} />
          <Name pointer="/names/en" label={t('setup.nameEn')} value={terms.names.en} disabled={disabled} change={en => thing.change({ ...terms, names: { ...terms.names, en } })} />
          <Row label={t('setup.countsAs')}>
            <Choice label={t('setup.countsAs')} value={terms.presence} grow disabled={disabled} choices={PRESENCES.map(one => [one, `${t(`presence.${one}`)}. ${t(`presence.${one}Hint`)}`] as const)}
              onChange={presence => thing.change({ ...terms, presence })} />
          </Row>
        </>
      )}
    </Editor>
  );
}

export function LinkEditor({ id, known, disabled }: { id: string | null; known: Known; disabled: boolean }) {
  const { t } = useTranslation();
  const thing = useThing('links', id, { name: '', template: 'https://' }, ({ name, template }: LinkTerms) => ({ name, template }));
  const { terms } = thing;
  return (
    <Editor kind="links" id={id} title={id === null ? t('setup.newOf.links') : (terms?.name ?? id)} named={terms?.name ?? ''} taken={taken(known.links)}
      thing={thing} disabled={disabled} removable>
      {terms !== null && (
        <>
          <Name pointer="/name" label={t('setup.name')} value={terms.name} disabled={disabled} change={name => thing.change({ ...terms, name })} />
          <Name pointer="/template" label={t('setup.template')} value={terms.template} disabled={disabled} change={template => thing.change({ ...terms, template })} />
        </>
      )}
      <p className={css['note']}>{t('setup.linkHint')}</p>
      <p className={css['note']}><code>{'{external-id} {mail} {phone} {name} {language} {customer} {attribute:…}'}</code></p>
    </Editor>
  );
}

export function ChannelEditor({ id, disabled }: { id: string; disabled: boolean }) {
  const { t } = useTranslation();
  const thing = useThing('channels', id, { weight: 1 }, ({ weight }: ChannelTerms) => ({ weight }));
  return (
    <Editor kind="channels" id={id} title={t(`channel.${id.toLowerCase()}`, { defaultValue: id })} named="" taken={[]} thing={thing} disabled={disabled} removable={false}>
      {thing.terms !== null && <Weight value={thing.terms.weight} disabled={disabled} change={weight => thing.change({ weight })} />}
      <p className={css['note']}>{t('setup.weightHint')}</p>
    </Editor>
  );
}

function Weight({ value, disabled, change }: { value: number; disabled: boolean; change: (weight: number) => void }) {
  const { t } = useTranslation();
  const faults = useFaults('/weight');
  return (
    <>
      <Row label={t('setup.weight')}><Amount label={t('setup.weight')} value={value} disabled={disabled} wrong={faults.length > 0} onChange={weight => change(weight ?? 0)} /></Row>
      <FaultLine faults={faults} />
    </>
  );
}

export function Name({ pointer, label, value, disabled, change }: { pointer: string; label: string; value: string; disabled: boolean; change: (name: string) => void }) {
  const faults = useFaults(pointer);
  return (
    <>
      <Row label={label}><TextField label={label} value={value} disabled={disabled} wrong={faults.length > 0} onChange={change} /></Row>
      <FaultLine faults={faults} />
    </>
  );
}
