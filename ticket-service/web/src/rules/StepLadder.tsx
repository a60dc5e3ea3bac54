import { Popover } from '@mantine/core';
import { IconChevronDown, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../marks/Button.tsx';
import { ANYONE, isAnyone, ladder } from './draft.ts';
import { FaultLine, useFaults } from './Faults.tsx';
import { Choice } from './Fields.tsx';
import { deskChoices, type Names } from './names.ts';
import { RequirementEditor } from './RequirementEditor.tsx';
import { Span } from './Span.tsx';
import type { Step } from './types.ts';
import { stepWords } from './words.ts';
import css from './rules.module.css';

const WEEK = 604_800;

/** Whom to look for, for how long, and whom then. The last step has no end. */
export function StepLadder({ steps, names, disabled, onChange }: { steps: Step[]; names: Names; disabled: boolean; onChange: (steps: Step[]) => void }) {
  const { t } = useTranslation();
  const faults = useFaults('/then/steps');
  const put = (changed: Step[]) => onChange(ladder(changed));
  const change = (place: number, changed: Step) => put(steps.map((one, other) => (other === place ? changed : one)));
  const add = () => {
    const last = steps.at(-1);
    put(last !== undefined && !isAnyone(last.requirement) ? [...steps, { requirement: ANYONE }] : [...steps, { requirement: { skill: names.skills[0]?.id ?? '', level: 1 } }]);
  };
  return (
    <>
      {steps.length === 0 && <p className={css['always']}>{t('rules.noSteps')}</p>}
      <ol className={css['ladder']}>
        {steps.map((step, place) => (
          <OneStep key={place} step={step} place={place} last={place === steps.length - 1} names={names} disabled={disabled}
            onChange={changed => change(place, changed)} onRemove={() => put(steps.filter((_, other) => other !== place))} />
        ))}
      </ol>
      <FaultLine faults={faults} />
      {!disabled && (
        <div className={css['row']}>
          <span className={css['lead']} />
          <Button look="quiet" small onClick={add}><IconPlus size={14} stroke={1.9} aria-hidden />{t('rules.addStep')}</Button>
        </div>
      )}
    </>
  );
}

function OneStep({ step, place, last, names, disabled, onChange, onRemove }: {
  step: Step;
  place: number;
  last: boolean;
  names: Names;
  disabled: boolean;
  onChange: (step: Step) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const faults = useFaults(`/then/steps/${place}`, true);
  const wrong = faults.length > 0;
  const words = stepWords(t, names.skills, names.desks, step);
  return (
    <li>
      <span className={css['number']}>{place + 1}</span>
      <Popover width={420} position="bottom-start" trapFocus returnFocus shadow="md" radius="lg" transitionProps={{ duration: 0 }} disabled={disabled}>
        <Popover.Target>
          <button type="button" disabled={disabled} className={`${css['field']} ${css['asButton']} ${wrong ? css['wrong'] : ''}`} aria-label={t('rules.editStep', { number: place + 1, step: words })}>
            <span>{words}</span>
            <IconChevronDown size={14} stroke={1.9} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown className={css['popover'] ?? ''}>
          <StepDetails step={step} names={names} onChange={onChange} />
        </Popover.Dropdown>
      </Popover>
      <span className={css['for']}>{t(last ? 'rules.then' : 'rules.for')}</span>
      {last ? <span className={`${css['field']} ${css['fixed']}`}>{t('rules.noLimit')}</span>
        : <Span label={t('rules.forHowLong', { number: place + 1 })} seconds={step.seconds ?? 120} longest={WEEK} disabled={disabled} wrong={wrong} onChange={seconds => onChange({ ...step, seconds })} />}
      {disabled ? <span className={css['gap']} /> : <IconButton label={t('rules.removeStep', { number: place + 1 })} onClick={onRemove}><IconX size={14} stroke={1.9} aria-hidden /></IconButton>}
      {wrong && <div className={css['underField']}><FaultLine faults={faults} /></div>}
    </li>
  );
}

function StepDetails({ step, names, onChange }: { step: Step; names: Names; onChange: (step: Step) => void }) {
  const { t } = useTranslation();
  const at = (desk: string) => {
    const { desk: _, ...rest } = step;
    onChange(desk === '' ? rest : { ...rest, desk });
  };
  return (
    <>
      <RequirementEditor requirement={step.requirement} names={names} onChange={requirement => onChange({ ...step, requirement })} />
      <div className={css['row']}>
        <span className={css['leadWide']}>{t('rules.escalateTo')}</span>
        <Choice label={t('rules.escalateTo')} value={step.desk ?? ''} grow choices={[['', t('rules.ownDesk')], ...deskChoices(t, names, step.desk)]} onChange={at} />
      </div>
      <label className={css['check']}>
        <input type="checkbox" checked={step.supervisors === true} onChange={event => onChange({ ...step, supervisors: event.target.checked })} />
        {t('rules.onlySupervisors')}
      </label>
    </>
  );
}
