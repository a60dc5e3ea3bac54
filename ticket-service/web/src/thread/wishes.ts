import { useTranslation } from 'react-i18next';
import * as inbox from '../api/inbox.ts';
import { newId } from '../api/ids.ts';
import { Problem, Unreachable } from '../api/problem.ts';
import type { ConversationDetail, Summary } from '../api/types.ts';
import * as commands from '../live/commands.ts';
import { queries } from '../live/queries.ts';
import { useStore } from '../live/store.ts';

type Wish = Exclude<commands.Wish, 'presence'>;

/** What may be wished for a conversation: sent once, shown as pending, and refused in words where it was wished. */
export function useWishes(summary: Summary) {
  const { t } = useTranslation();
  const mine = useStore(commands.commands).filter(command => command.conversation === summary.id);
  const pending = (wish: Wish) => mine.some(command => command.wish === wish && command.state === 'pending');
  const make = (wish: Wish) => {
    if (!pending(wish)) void carry(wish, summary);
  };
  const refusals = mine
    .filter(command => command.state === 'refused')
    .map(({ wish, code }) =>
      t(`head.${wish}Refused`, { cause: t(`refusal.${code ?? 'unknown'}`, { defaultValue: t('cause.other', { code }) }) }),
    );
  return { pending, make, refusals };
}

async function carry(wish: Wish, summary: Summary): Promise<void> {
  const id = newId();
  commands.begin(id, wish, summary.id);
  try {
    switch (wish) {
      case 'take':
        await inbox.take(summary.id, id);
        return;
      case 'give-back':
        await inbox.giveBack(summary.id, id);
        return;
      case 'resolve':
      case 'reopen':
        await moveTicket(wish, summary, id);
        commands.done(id);
    }
  } catch (error) {
    commands.refuse(id, error instanceof Problem ? error.code : error instanceof Unreachable ? 'unreachable' : 'unknown');
  }
}

/** The ticket that comes back stands in the head until the feed's newer version of the conversation does. */
async function moveTicket(wish: 'resolve' | 'reopen', summary: Summary, id: string): Promise<void> {
  if (summary.ticket === null) return;
  const ticket = wish === 'resolve'
    ? await inbox.resolve(summary.ticket.id, id, summary.lastPlace)
    : await inbox.reopen(summary.ticket.id);
  queries.setQueryData<ConversationDetail>(['conversation', summary.id], held =>
    held === undefined || held.summary.version > summary.version
      ? held
      : { ...held, summary: { ...held.summary, ticket: { ...summary.ticket, ...ticket } } },
  );
}
