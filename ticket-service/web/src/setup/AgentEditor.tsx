import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../marks/Button.tsx';
import { FaultLine, useFaults } from '../rules/Faults.tsx';
import { Choice, Toggles } from '../rules/Fields.tsx';
import { word } from '../words/format.ts';
import { Amount } from './Amount.tsx';
import { Editor } from './Editor.tsx';
import { Row } from './Row.tsx';
import { CHANNELS, type AgentTerms, type SkillLevel } from './types.ts';
import { useThing } from './useThing.ts';
import type { Known } from './SetupPage.tsx';
import rules from '../rules/rules.module.css';
import css from './setup.module.css';

const NONE: AgentTerms = { desks: [], skills: [], capacity: 0, limits: {}, supervisor: false };
const form = ({ desks, skills, capacity, limits, supervisor }: AgentTerms): AgentTerms => ({ desks, skills, capacity, limits, supervisor });

/** What an agent can take: desks, skills with their levels, room. */
export function AgentEditor({ id, known, disabled }: { id: string; known: Known; disabled: boolean }) {
  const thing = useThing('agents', id, NONE, form);
  const title = known.agents.find(agent => agent.id === id)?.name ?? id;
  return (
    <Editor kind="agents" id={id} title={title} named="" taken={[]} thing={thing} disabled={disabled} removable={false}>
      {thing.terms !== null && <Fields terms={thing.terms} known={known} disabled={disabled} change={thing.change} />}
    </Editor>
  );
}

function Fields({ terms, known, disabled, change }: { terms: AgentTerms; known: Known; disabled: boolean; change: (terms: AgentTerms) => void }) {
  const { t } = useTranslation();
  const desks = useFaults('/desks', true);
  const capacity = useFaults('/capacity');
  const limits = useFaults('/limits', true);
  return (
    <>
      <h3>{t('setup.skills')}</h3>
      <Skills skills={terms.skills} known={known} disabled={disabled} change={skills => change({ ...terms, skills })} />
      <h3>{t('setup.work')}</h3>
      <Row label={t('setup.desks')}>
        <Toggles label={t('setup.desks')} values={terms.desks} disabled={disabled} wrong={desks.length > 0}
          choices={known.desks.map(desk => [desk.id, word(t, 'desk', desk.id, { defaultValue: desk.name })] as const)} onChange={chosen => change({ ...terms, desks: chosen })} />
      </Row>
      <FaultLine faults={desks} />
      <Row label={t('setup.capacity')}>
        <Amount label={t('setup.capacity')} value={terms.capacity} disabled={disabled} wrong={capacity.length > 0} onChange={value => change({ ...terms, capacity: value ?? 0 })} />
        <span className={rules['between']}>{t('setup.capacityHint')}</span>
      </Row>
      <FaultLine faults={capacity} />
      <Row label={t('setup.limits')}>
        {CHANNELS.map(channel => (
          <Amount key={channel} label={t('setup.limitOf', { channel: t(`channel.${channel.toLowerCase()}`) })} unit={t(`channel.${channel.toLowerCase()}`)} placeholder="—" disabled={disabled}
            wrong={limits.some(fault => fault.pointer.includes(channel))} value={terms.limits[channel] ?? null}
            onChange={value => {
              const { [channel]: _, ...rest } = terms.limits;
              change({ ...terms, limits: value === null ? rest : { ...rest, [channel]: value } });
            }} />
        ))}
      </Row>
      <FaultLine faults={limits} />
      <p className={css['note']}>{t('setup.limitsHint')}</p>
      <label className={rules['check']}>
        <input type="checkbox" checked={terms.supervisor} disabled={disabled} onChange={event => change({ ...terms, supervisor: event.target.checked })} />
        {t('setup.escalations')}
      </label>
    </>
  );
}

function Skills({ skills, known, disabled, change }: { skills: SkillLevel[]; known: Known; disabled: boolean; change: (skills: SkillLevel[]) => void }) {
  const { t } = useTranslation();
  const faults = useFaults('/skills', true);
  const name = (id: string) => word(t, 'skill', id, { defaultValue: known.skills.find(skill => skill.id === id)?.name ?? id });
  const free = known.skills.filter(skill => !skills.some(own => own.skill === skill.id));
  const [first] = free;
  const put = (place: number, changed: SkillLevel) => change(skills.map((one, at) => (at === place ? changed : one)));
  return (
    <>
      {skills.length === 0 && <p className={rules['always']}>{t('setup.noSkills')}</p>}
      {skills.map((own, place) => {
        const wrong = faults.some(fault => fault.pointer === `/skills/${place}` || fault.pointer.startsWith(`/skills/${place}/`));
        return (
          <Row key={own.skill} label={name(own.skill)}>
            <Choice label={t('setup.levelOf', { skill: name(own.skill) })} value={String(own.level)} disabled={disabled} wrong={wrong}
              choices={['1', '2', '3', '4', '5'].map(level => [level, t(`setup.level.${level}`)] as const)} onChange={level => put(place, { ...own, level: Number(level) })} />
            {!disabled && <IconButton label={t('setup.removeSkill', { skill: name(own.skill) })} onClick={() => change(skills.filter((_, at) => at !== place))}><IconX size={14} stroke={1.9} aria-hidden /></IconButton>}
          </Row>
        );
      })}
      <FaultLine faults={faults} />
      {!disabled && first !== undefined && (
        <Row label="">
          <Choice label={t('setup.addSkill')} value="" choices={[['', t('setup.addSkill')], ...free.map(skill => [skill.id, name(skill.id)] as const)]}
            onChange={skill => { if (skill !== '') change([...skills, { skill, level: 3 }]); }} />
        </Row>
      )}
      {known.skills.length === 0 && <Row label=""><Button look="quiet" small disabled><IconPlus size={14} stroke={1.9} aria-hidden />{t('setup.addSkill')}</Button></Row>}
    </>
  );
}
