import { useTranslation } from 'react-i18next';
import { prioritise } from '../api/inbox.ts';
import type { Summary } from '../api/types.ts';
import { attempt } from '../live/commands.ts';
import { POINTS, PriorityBars, urgency, type Urgency } from '../marks/Priority.tsx';
import css from './acts.module.css';

const STEPS: Urgency[] = ['urgent', 'high', 'normal', 'low'];

/** How pressing it is: one press, or the digit beside it. */
export function PriorityChoice({ summary, done }: { summary: Summary; done: () => void }) {
  const { t } = useTranslation();
  const now = urgency(summary.work.priority);
  const choose = (step: Urgency) => {
    void attempt('priority', summary.id, id => prioritise(summary.id, id, POINTS[step]));
    done();
  };
  return (
    <ul className={css['choices']} onKeyDown={event => {
      const step = STEPS[Number(event.code.replace('Digit', '')) - 1];
      if (event.code.startsWith('Digit') && step !== undefined) choose(step);
    }}>
      {STEPS.map((step, at) => (
        <li key={step}>
          <button type="button" data-autofocus={step === now || undefined} aria-current={step === now ? 'true' : undefined}
            aria-keyshortcuts={String(at + 1)} onClick={() => choose(step)}>
            <PriorityBars priority={POINTS[step]} silent />
            <span><b>{t(`priority.${step}`)}</b><small>{t(`act.priorityHint.${step}`)}</small></span>
            <kbd aria-hidden>{at + 1}</kbd>
          </button>
        </li>
      ))}
    </ul>
  );
}
