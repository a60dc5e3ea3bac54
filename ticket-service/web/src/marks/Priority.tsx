import { useTranslation } from 'react-i18next';
import css from './marks.module.css';

export type Urgency = 'low' | 'normal' | 'high' | 'urgent';

/** Routing's 0 to 100 in the four steps that a person can tell apart. 0 is what no rule spoke of. */
export function urgency(priority: number): Urgency {
  if (priority >= 75) return 'urgent';
  if (priority >= 50) return 'high';
  return priority >= 20 || priority === 0 ? 'normal' : 'low';
}

/** What a person's choice of a step is to routing. */
export const POINTS: Record<Urgency, number> = { low: 1, normal: 20, high: 50, urgent: 75 };

/** The points above what is normal, which is also what no rule spoke of; negative below. */
export const aboveNormal = (priority: number) => (priority === 0 ? 0 : priority - POINTS.normal);

const bars: Record<Urgency, number> = { low: 1, normal: 2, high: 3, urgent: 3 };

export function PriorityBars({ priority, silent = false }: { priority: number; silent?: boolean }) {
  const { t } = useTranslation();
  const step = urgency(priority);
  const label = silent ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': t(`priority.${step}`), title: t(`priority.${step}`) };
  return (
    <span className={`${css['priority']} ${step === 'urgent' ? css['urgent'] : ''}`} {...label}>
      {[1, 2, 3].map(bar => (
        <i key={bar} className={bar <= bars[step] ? css['on'] : ''} />
      ))}
    </span>
  );
}
