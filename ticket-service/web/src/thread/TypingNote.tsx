import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '../api/types.ts';
import { live } from '../live/live.ts';
import { useStore } from '../live/store.ts';
import { useNow } from '../look/now.ts';
import { customerName } from '../words/people.ts';
import css from './thread.module.css';

const LASTS = 6_000;

export function TypingNote({ detail }: { detail: ConversationDetail }) {
  const { t } = useTranslation();
  const now = useNow(2_000);
  const note = useStore(live.typing)[detail.summary.id];
  if (note === undefined || now - note.at > LASTS) return null;
  const channel = detail.addresses.find(address => address.key === note.address)?.channel ?? detail.summary.channel;
  return (
    <div className={css['typing']}>
      <span aria-hidden><i /><i /><i /></span>
      {t('thread.typing', { name: customerName(t, detail.summary), where: t(`thread.typingWhere.${channel}`) })}
    </div>
  );
}
