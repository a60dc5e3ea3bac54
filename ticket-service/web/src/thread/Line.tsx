import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail, Entry } from '../api/types.ts';
import { entryKey } from '../live/woven.ts';
import { fullTime, clock } from '../words/format.ts';
import { language } from '../words/words.ts';
import { EventLine, eventWords } from './EventLine.tsx';
import { Message } from './Message.tsx';
import { PendingMessage } from './PendingMessage.tsx';
import type { Item } from './strand.ts';
import css from './thread.module.css';

interface Props {
  item: Exclude<Item, { kind: 'day' | 'unread' }>;
  detail: ConversationDetail;
  me: string;
  why: () => void;
}

/** One knot or dot of the thread. */
export function Line({ item, detail, me, why }: Props) {
  if (item.kind === 'pending') return <PendingMessage outgoing={item.outgoing} />;
  if (item.kind === 'events') return <FoldedEvents entries={item.entries} me={me} why={why} />;
  return item.entry.kind === 'event'
    ? <EventLine entry={item.entry} me={me} why={why} />
    : <Message entry={item.entry} album={item.album} continued={item.continued} detail={detail} me={me} />;
}

function FoldedEvents({ entries, me, why }: { entries: Entry[]; me: string; why: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const last = entries.at(-1);
  if (open) return entries.map(entry => <EventLine key={entryKey(entry)} entry={entry} me={me} why={why} />);
  return (
    <div className={css['event']}>
      <time dateTime={entries[0]?.at} title={fullTime(language(), entries[0]?.at ?? '')}>{clock(language(), entries[0]?.at ?? '')}</time>
      <button type="button" aria-expanded={false} className={css['unfold']} onClick={() => setOpen(true)}>
        {t('event.several', { count: entries.length, last: last === undefined ? '' : eventWords(t, last, me) })}
        <IconChevronRight size={14} aria-hidden className="icon" />
      </button>
    </div>
  );
}
