import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Entry } from '../api/types.ts';
import { clock, fullTime, word } from '../words/format.ts';
import { language } from '../words/words.ts';
import { MERGING, mergeWords, Unmerge } from '../identity/MergeWords.tsx';
import css from './thread.module.css';

/** What happened around the messages, with its reason in place. */
export function EventLine({ entry, me, why }: { entry: Entry; me: string; why: () => void }) {
  const { t } = useTranslation();
  const mine = entry.event?.type === 'assigned' && entry.event.agent === me;
  const decided = entry.event?.decision !== null && entry.event?.decision !== undefined;
  return (
    <div className={`${css['event']} ${mine ? css['toMe'] : ''}`}>
      <time dateTime={entry.at} title={fullTime(language(), entry.at)}>{clock(language(), entry.at)}</time>
      <span>
        {eventWords(t, entry, me)}{decided && '.'}
        {entry.event?.type === 'merged' && typeof entry.event.merge === 'string' && <Unmerge merge={entry.event.merge} conversation={entry.strand ?? ''} />}
        {decided && <> <button type="button" className={css['link']} onClick={why}>{t(mine ? 'event.why' : 'event.whyOther')}</button></>}
      </span>
    </div>
  );
}

export function eventWords(t: TFunction, entry: Entry, me: string): string {
  const event = entry.event;
  if (event === null) return entry.text ?? '';
  if (MERGING.includes(event.type)) return mergeWords(t, event, me);
  if (event.type === 'continuation') return t(event.reason === 'mail' ? 'event.continuationMail' : 'event.continuationPage');
  const what = happened(t, event.type, event.agent ?? entry.author?.id ?? null, event.agentName ?? entry.author?.name ?? null, event.desk ?? null, me);
  if (event.type === 'kept') return keptWords(t, event.reason ?? '', event.detail ?? '');
  if ((event.detail ?? '') !== '') return t('event.withReason', { what, reason: event.detail });
  if ((event.reason ?? '') === '') return what;
  return t(what.includes(':') ? 'event.withReasonOf' : 'event.withReason', { what, reason: word(t, 'reason', (event.reason ?? '').toUpperCase().replaceAll('-', '_')) });
}

/** What a channel reported, by its kind; one we have no words for is named as the channel does. */
function keptWords(t: TFunction, kind: string, detail: string): string {
  const name = kind.slice(kind.lastIndexOf('/') + 1);
  const what = t(`kept.${name}`, { defaultValue: t('kept.other', { kind: name === '' ? kind : name }) });
  return detail === '' ? what : t('event.withReason', { what, reason: detail });
}

function happened(t: TFunction, type: string, agent: string | null, name: string | null, desk: string | null, me: string): string {
  switch (type) {
    case 'queued':
    case 'requeued':
      return t('event.queued', { desk: word(t, 'desk', desk ?? 'support') });
    case 'assigned':
      return agent === me ? t('event.assignedYou') : t('event.assigned', { name: name ?? agent });
    case 'offered':
      return t('event.offered', { name: name ?? agent });
    case 'resolved':
      if (agent === null) return t('event.resolvedPlain');
      return agent === me ? t('event.resolvedYou') : t('event.resolved', { name: name ?? agent });
    case 'reopened':
      return agent === null ? t('event.reopened') : t('event.reopenedBy', { name: agent === me ? t('common.you') : (name ?? agent) });
    case 'released':
    case 'held':
    case 'opened':
    case 'blocked':
    case 'unblocked':
    case 'bounced':
    case 'pressed':
    case 'kept':
    case 'edited':
    case 'deleted':
    case 'reacted':
      return t(`event.${type}`);
    default:
      return t('event.other', { type });
  }
}
