import type { TFunction } from 'i18next';
import type { Why } from './reason.ts';
import { stepWords } from './requirement.ts';
import { stopwatch } from './score.ts';

/** Why it waits, in as few words as a row has room for; once less is asked for within `soon` milliseconds, that as well. */
export function reasonWords(t: TFunction, { reason, next }: Why, now: number, ahead: number, soon = Infinity): string {
  const relaxes = next === null || next.at - now >= soon ? '' : t('board.reason.relaxes', { to: stepWords(t, next.step), time: stopwatch(next.at - now) });
  return [because(t, reason, now, ahead), relaxes].filter(part => part !== '').join('; ');
}

function because(t: TFunction, reason: Why['reason'], now: number, ahead: number): string {
  switch (reason.kind) {
    case 'offered':
      return t('board.reason.offered', { name: firstName(reason.agent), time: stopwatch(reason.until - now) });
    case 'nobody':
    case 'empty':
      return t(`board.reason.${reason.kind}`);
    case 'noRoom':
      return ahead === 0 ? t('board.reason.noRoomFirst') : t('board.reason.noRoom', { count: ahead });
    case 'absent':
    case 'full':
    case 'notThese':
      return reason.agents.length === 1
        ? t(`board.reason.${reason.kind}One`, { name: names(reason.agents) })
        : t(`board.reason.${reason.kind}`, { count: reason.agents.length });
  }
}

const names = (agents: { name: string }[]) => agents.map(agent => firstName(agent.name)).join(', ');
const firstName = (name: string) => name.split(' ')[0] ?? name;
