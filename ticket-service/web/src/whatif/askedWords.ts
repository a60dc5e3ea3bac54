import type { TFunction } from 'i18next';
import type { Simulation } from '../api/simulations.ts';

/** What was asked, as short as a list wants it. */
export function askedWords(t: TFunction, run: Simulation): string {
  const more = run.asked.changes?.agents[0];
  const without = run.asked.changes?.without[0];
  const parts = [
    more === undefined ? '' : t('whatif.more', { count: more.count, skills: Object.entries(more.skills).map(([skill, level]) => `${t(`skill.${skill}`, { defaultValue: skill })} ≥ ${level}`).join(', ') }),
    without === undefined ? '' : t('whatif.without', { name: without }),
  ];
  return parts.filter(part => part !== '').join('; ') || t('whatif.asItWas');
}
