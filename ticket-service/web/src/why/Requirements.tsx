import { IconCheck, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Decision, NeedStep, Summary } from '../api/types.ts';
import { stepsOf, stepWords } from '../board/requirement.ts';
import { stopwatch } from '../board/score.ts';
import { useNow } from '../look/now.ts';
import css from './why.module.css';

/** What was asked for, step by step: the one in force, those before it, and when each later one would begin. */
export function Requirements({ decision, summary }: { decision: Decision; summary: Summary }) {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const steps = stepsAt(decision, summary);
  const at = Math.min((decision.step?.number ?? 1) - 1, steps.length - 1);
  const waits = decision.chosen === null && summary.work.state === 'queued';
  return (
    <>
      <h3 className={css['heading']}>{t(steps.length > 1 ? 'why.requirementSteps' : 'why.requirement')}</h3>
      <ol className={css['steps']}>
        {steps.map((step, place) => (
          <li key={place} className={place === at ? css['hit'] : place > at ? css['next'] : css['past']} aria-current={place === at ? 'step' : undefined}>
            <b>{stepWords(t, step)}</b>
            <small>{place === at ? <><IconCheck size={14} stroke={1.9} aria-hidden />{t(decision.chosen === null ? 'why.stepInForce' : 'why.stepFound')}</>
              : place < at ? t('why.stepPast')
              : <><IconClock size={14} stroke={1.9} aria-hidden />{later(t, decision, steps, at, place, waits ? now : Date.parse(decision.at))}</>}</small>
          </li>
        ))}
      </ol>
    </>
  );
}

/** The steps it has now where they are those of the decision; otherwise the one that was in force. */
function stepsAt(decision: Decision, summary: Summary): NeedStep[] {
  const held = stepsOf(summary.work);
  const { step } = decision;
  if (step === null || step === undefined) {
    return [{ requirement: { all: decision.needs }, desk: null, supervisors: false, seconds: null }];
  }
  return held.length === step.of ? held : [step.needs];
}

function later(t: ReturnType<typeof useTranslation>['t'], decision: Decision, steps: NeedStep[], at: number, place: number, now: number): string {
  const relaxes = decision.relaxesAt;
  if (place === at + 1 && relaxes !== null && relaxes !== undefined) {
    const left = Date.parse(relaxes) - now;
    return left <= 0 ? t('why.stepNow') : t(decision.chosen === null ? 'why.stepStarts' : 'why.stepWould', { time: stopwatch(left) });
  }
  const seconds = steps[place - 1]?.seconds;
  return seconds === null || seconds === undefined ? '' : t('why.stepAfter', { time: stopwatch(seconds * 1000) });
}
