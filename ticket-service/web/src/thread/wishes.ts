import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import * as inbox from '../api/inbox.ts';
import type { ConversationDetail, Summary } from '../api/types.ts';
import * as commands from '../live/commands.ts';
import { queries } from '../live/queries.ts';
import { useStore } from '../live/store.ts';

type Wish = 'take' | 'give-back' | 'resolve' | 'reopen' | 'accept' | 'decline';

/** What may be wished for a conversation: sent once, shown as pending, and refused in words where it was wished. */
export function useWishes(summary: Summary) {
  const { t } = useTranslation();
  const mine = useStore(commands.commands).filter(command => command.conversation === summary.id);
  const pending = (wish: commands.Wish) => mine.some(command => command.wish === wish && command.state === 'pending');
  const make = (wish: Wish) => {
    if (!pending(wish)) void commands.attempt(wish, summary.id, id => carry(wish, summary, id));
  };
  const refusals = mine
    .filter(command => command.state === 'refused')
    .map(command => refusalWords(t, command));
  return { pending, make, refusals };
}

/** What became of a refused wish, and why. */
export function refusalWords(t: TFunction, { wish, code }: commands.Command): string {
  return t(`head.${wish}Refused`, { cause: t(`refusal.${code ?? 'unknown'}`, { defaultValue: t('cause.other', { code }) }) });
}

async function carry(wish: Wish, summary: Summary, id: string): Promise<void> {
  switch (wish) {
    case 'take':
      await inbox.take(summary.id, id);
      return;
    case 'accept':
      await inbox.accept(summary.id, id);
      return;
    case 'decline':
      await inbox.decline(summary.id, id);
      return;
    case 'give-back':
      await inbox.giveBack(summary.id, id);
      return;
    case 'resolve':
    case 'reopen':
      await moveTicket(wish, summary, id);
      commands.done(id);
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
