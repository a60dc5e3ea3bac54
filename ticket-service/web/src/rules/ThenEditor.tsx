import { useTranslation } from 'react-i18next';
import { PriorityBars, urgency, type Urgency } from '../marks/Priority.tsx';
import { FaultLine, useFaults } from './Faults.tsx';
import { Choice, Tokens } from './Fields.tsx';
import { deskChoices, type Names } from './names.ts';
import type { Rule, Then } from './types.ts';
import css from './rules.module.css';

/** The least points of each class: what choosing it means. */
const POINTS: Record<Urgency, number> = { low: 1, normal: 20, high: 50, urgent: 75 };

/** What a rule says where it holds, and whether the next ones are asked, too. */
export function ThenEditor({ rule, names, disabled, onChange }: { rule: Rule; names: Names; disabled: boolean; onChange: (rule: Rule) => void }) {
  const { t } = useTranslation();
  const { then } = rule;
  const desk = useFaults('/then/desk');
  const priority = useFaults('/then/priority');
  const tags = useFaults('/then/tags', true);
  const own = useFaults('/then');
  const say = <K extends keyof Then>(what: K, value: Then[K] | undefined) => {
    const { [what]: _, ...rest } = then;
    onChange({ ...rule, then: value === undefined ? rest : { ...rest, [what]: value } });
  };
  return (
    <>
      <div className={css['row']}>
        <span className={css['lead']}>{t('rules.desk')}</span>
        <Choice label={t('rules.desk')} value={then.desk ?? ''} grow disabled={disabled} wrong={desk.length > 0}
          choices={[['', t('rules.sayNothing')], ...deskChoices(t, names, then.desk)]} onChange={chosen => say('desk', chosen === '' ? undefined : chosen)} />
        <span className={css['leadRight']}>{t('rules.priority')}</span>
        <PriorityChoice points={then.priority} disabled={disabled} wrong={priority.length > 0} onChange={points => say('priority', points)} />
        <span className={css['gap']} />
      </div>
      <div className={css['row']}>
        <span className={css['lead']}>{t('rules.tags')}</span>
        <Tokens label={t('rules.tags')} values={then.tags ?? []} disabled={disabled} wrong={tags.length > 0} onChange={values => say('tags', values.length === 0 ? undefined : values)} />
        <span className={css['leadRight']}>VIP</span>
        <Choice label="VIP" value={then.vip === true ? 'yes' : ''} grow disabled={disabled} choices={[['', t('rules.sayNothing')], ['yes', t('rules.vip')]]}
          onChange={chosen => say('vip', chosen === 'yes' ? true : undefined)} />
        <span className={css['gap']} />
      </div>
      <div className={css['row']}>
        <span className={css['lead']}>{t('rules.after')}</span>
        <Choice label={t('rules.after')} value={rule.stop ? 'stop' : 'on'} grow disabled={disabled} choices={[['stop', t('rules.stop')], ['on', t('rules.goOn')]]}
          onChange={chosen => onChange({ ...rule, stop: chosen === 'stop' })} />
        <span className={css['gap']} />
      </div>
      <FaultLine faults={[...desk, ...priority, ...tags, ...own]} />
    </>
  );
}

function PriorityChoice({ points, disabled, wrong, onChange }: { points: number | undefined; disabled: boolean; wrong: boolean; onChange: (points: number | undefined) => void }) {
  const { t } = useTranslation();
  const steps = Object.keys(POINTS) as Urgency[];
  const value = points === undefined ? '' : urgency(points);
  return (
    <Choice label={t('rules.priority')} value={value} grow disabled={disabled} wrong={wrong}
      icon={points === undefined ? undefined : <PriorityBars priority={points} silent />}
      choices={[['' as const, t('rules.sayNothing')], ...steps.map(step => [step, t(`priority.${step}Short`)] as const)]}
      onChange={chosen => onChange(chosen === '' ? undefined : POINTS[chosen])} />
  );
}
