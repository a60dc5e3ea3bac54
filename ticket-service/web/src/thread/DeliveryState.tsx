import { IconAlertCircle, IconCheck, IconChecks, IconClock, IconRefresh } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { retryReply } from '../api/inbox.ts';
import type { Channel, ConversationDetail, Delivery, Entry } from '../api/types.ts';
import { inOrder } from '../composer/channels.ts';
import { send, take } from '../composer/outbox.ts';
import { Button } from '../marks/Button.tsx';
import { cause } from '../words/format.ts';
import css from './thread.module.css';

interface Props {
  entry: Entry;
  delivery: Delivery;
  detail: ConversationDetail;
  me: string;
}

/** How far a reply has come; for a failed one the cause and what can be done. */
export function DeliveryState({ entry, delivery, detail, me }: Props) {
  const { t } = useTranslation();
  if (delivery.state === 'failed') return <Failed entry={entry} delivery={delivery} detail={detail} me={me} />;
  return (
    <div className={`${css['state']} ${delivery.state === 'read' ? css['read'] : ''}`}>
      <Glyph state={delivery.state} />
      {t(`delivery.${delivery.state}`)}
      {delivery.perhapsTwice && <span className={css['perhaps']} title={t('delivery.perhapsTwiceHint')}>· {t('delivery.perhapsTwice')}</span>}
    </div>
  );
}

function Glyph({ state }: { state: Delivery['state'] }) {
  const look = { size: 14, stroke: 1.9, 'aria-hidden': true, className: 'icon' } as const;
  if (state === 'sent') return <IconCheck {...look} />;
  return state === 'delivered' || state === 'read' ? <IconChecks {...look} /> : <IconClock {...look} />;
}

export function failureWords(t: TFunction, channel: Channel | null, code: string | null): string {
  const values = { channel: channel === null ? '' : t(`channel.${channel}`) };
  return t(`failure.${code ?? 'unknown'}`, { ...values, defaultValue: t('failure.unknown', values) });
}

function Failed({ entry, delivery, detail, me }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const others = entry.attachments.length > 0 ? [] : inOrder(detail).filter(address => address.reachable && address.channel !== entry.channel).slice(0, 1);
  const retry = () => {
    if (entry.replyId === null) return;
    setBusy(true);
    setError(null);
    retryReply(entry.strand ?? detail.summary.id, entry.replyId, delivery.attempt + 1)
      .then(changed => take(detail.summary.id, changed), setError)
      .finally(() => setBusy(false));
  };
  return (
    <div className={`${css['state']} ${css['stateBad']}`} role="group">
      <span title={delivery.detail ?? undefined}>
        <IconAlertCircle size={14} stroke={1.9} aria-hidden className="icon" />{' '}
        {t('delivery.failed', { cause: failureWords(t, entry.channel, delivery.code) })}
        {delivery.attempt > 1 && <>, {t('delivery.attempts', { count: delivery.attempt })}</>}
        {delivery.perhapsTwice && <>, {t('delivery.perhapsTwice')}</>}
      </span>
      {entry.replyId !== null && (
        <Button small disabled={busy} onClick={retry}><IconRefresh size={14} aria-hidden />{t('delivery.retry')}</Button>
      )}
      {others.map(address => (
        <Button key={address.key} small look="quiet" onClick={() => send({
          user: me, conversation: detail.summary.id, kind: 'reply', text: entry.text ?? '', to: address.key, channel: address.channel, files: [], resolve: null,
        })}>
          {t('delivery.other', { channel: t(`channelTo.${address.channel}`) })}
        </Button>
      ))}
      {error !== null && <span role="alert">{t('delivery.retryFailed', { cause: cause(t, error) })}</span>}
    </div>
  );
}
