import { IconBan, IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Link } from '../api/identity.ts';
import { newId } from '../api/ids.ts';
import type { Kind } from '../api/privacy.ts';
import type { AddressState, ProfileAddress } from '../api/profile.ts';
import type { ConversationDetail, CustomerAddress, Ticket } from '../api/types.ts';
import { stepsOf, stepWords } from '../board/requirement.ts';
import { useDetail, useMe } from '../live/queries.ts';
import { useLasting, useNow } from '../look/now.ts';
import { Chip } from '../marks/Chip.tsx';
import { ChannelMark } from '../marks/ChannelMark.tsx';
import { Empty } from '../marks/Empty.tsx';
import { PriorityBars, urgency } from '../marks/Priority.tsx';
import { Bone } from '../marks/Skeleton.tsx';
import { cause, dayAndClock, listTime, needs, shortDay, word } from '../words/format.ts';
import { language } from '../words/words.ts';
import { addressLabel, customerName } from '../words/people.ts';
import { Blocking } from '../identity/Blocking.tsx';
import { MergeChoice } from '../identity/MergeChoice.tsx';
import { useIdentity } from '../identity/useIdentity.ts';
import { Button } from '../marks/Button.tsx';
import { Attributes } from './Attributes.tsx';
import { Notes } from './Notes.tsx';
import { Person } from './Person.tsx';
import { asking } from './privacy.ts';
import { useProfile } from './useProfile.ts';
import css from './customer.module.css';

/** The person, where they can be reached, this matter and the earlier ones. */
export function CustomerPane({ id, me }: { id: string; me: string }) {
  const { t } = useTranslation();
  const detail = useDetail(id);
  return (
    <aside className={css['pane']} aria-label={t('customer.label')} tabIndex={0}>
      {detail.data !== undefined ? <Facts detail={detail.data} me={me} />
        : detail.error !== null
          ? <Empty art={false} title={t('customer.failed', { cause: cause(t, detail.error) })} retry={() => void detail.refetch()} retryLabel={t('common.retry')} />
          : <PaneSkeleton />}
    </aside>
  );
}

function Facts({ detail, me }: { detail: ConversationDetail; me: string }) {
  const { t } = useTranslation();
  const { summary, addresses, tickets } = detail;
  const [merging, setMerging] = useState(false);
  const links = useIdentity(summary).data?.links ?? [];
  const profile = useProfile(summary);
  const known = profile.data;
  const past = tickets.filter(ticket => ticket.id !== summary.ticket?.id).sort((a, b) => b.number - a.number);
  const since = tickets.map(ticket => ticket.openedAt).sort()[0];
  return (
    <>
      <Person summary={summary} profile={known} since={since} />
      <section className={css['section']}>
        <h3>{t('customer.addresses')} <span>{addresses.length}</span></h3>
        <ul>{addresses.map(address => <AddressLine key={address.key} conversation={summary.id} address={address} why={links.find(link => link.address === address.key)}
          known={known?.addresses.find(one => one.address === address.key)} />)}</ul>
        <Button small look="quiet" onClick={() => setMerging(true)}>{t('identity.mergeOpen')}</Button>
        {merging && <MergeChoice summary={summary} close={() => setMerging(false)} />}
      </section>
      {known !== undefined ? (
        <>
          <Attributes conversation={summary.id} profile={known} />
          <Notes conversation={summary.id} profile={known} me={me} />
        </>
      ) : profile.error !== null && (
        <section className={css['section']}>
          <Empty art={false} title={t('profile.failed', { cause: cause(t, profile.error) })} retry={() => void profile.refetch()} retryLabel={t('common.retry')} />
        </section>
      )}
      {summary.ticket !== null && <CurrentTicket detail={detail} ticket={summary.ticket} me={me} />}
      <section className={css['section']}>
        <h3>{t('customer.past')} <span>{past.length}</span></h3>
        {past.length === 0 ? <p className={css['faint']}>{t('customer.noPast')}</p> : (
          <ul>{past.map(ticket => <PastTicket key={ticket.id} ticket={ticket} />)}</ul>
        )}
      </section>
      {known !== undefined && <AllOfThem customer={known.customer} name={customerName(t, summary)} />}
    </>
  );
}

/** All that is held of them: for whoever may take it away or erase it. */
function AllOfThem({ customer, name }: { customer: string; name: string }) {
  const { t } = useTranslation();
  const roles = useMe().data?.user.roles ?? [];
  if (!roles.includes('supervisor') && !roles.includes('admin')) return null;
  const begin = (kind: Kind) => asking.set({ kind, id: newId(), customer, name });
  return (
    <section className={css['section']}>
      <h3>{t('privacy.heading')}</h3>
      <div className={css['buttons']}>
        <Button small onClick={() => begin('exports')}>{t('privacy.exports')}</Button>
        <Button small look="quiet" onClick={() => begin('erasures')}>{t('privacy.erasures')}</Button>
      </div>
    </section>
  );
}

function AddressLine({ conversation, address, why, known }: {
  conversation: string;
  address: CustomerAddress;
  why: Link | undefined;
  known: ProfileAddress | undefined;
}) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  // Routing's word counts; until it is here, what the transcript was told.
  const blocked = known === undefined ? address.blocked === true : known.blockedBy !== null;
  const reachable = known?.reachable ?? address.reachable;
  const reason = known === undefined ? address.reason : known.reason;
  const state: AddressState = known?.state ?? (blocked ? 'blocked' : reachable ? 'open' : address.channel === 'mail' ? 'bouncing' : 'unreachable');
  const wrote = address.lastUsedAt === null ? '' : t('customer.lastWrote', { time: listTime(language(), address.lastUsedAt, now) });
  return (
    <li className={css['address']}>
      <ChannelMark channel={address.channel} small />
      <span title={[address.label, address.door, wrote].filter(part => part !== null && part !== '').join(' · ')}>{addressLabel(t, address)}</span>
      <State state={state} />
      {why !== undefined && why.evidence !== 'first-contact' && <small>{t(`identity.evidence.${why.evidence}`, { detail: why.detail ?? '', defaultValue: why.evidence })}</small>}
      <Blocking conversation={conversation} address={{ ...address, blocked }} />
      {!reachable && <small>{word(t, 'unreachable', reason ?? 'unknown')}</small>}
    </li>
  );
}

/** How an address is, in a sign and a word. */
function State({ state }: { state: AddressState }) {
  const { t } = useTranslation();
  const look = state === 'verified' ? 'ok' : state === 'open' ? 'open' : 'no';
  const Sign = state === 'verified' ? IconCircleCheck : state === 'open' ? IconHelpCircle : state === 'blocked' ? IconBan : IconCircleX;
  return <span className={css[look]}><Sign size={14} stroke={1.9} aria-hidden />{t(`profile.state.${state}`)}</span>;
}

function CurrentTicket({ detail: { summary }, ticket, me }: { detail: ConversationDetail; ticket: Ticket; me: string }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const { work } = summary;
  const owner = work.agent === null ? t('customer.nobody') : work.agent === me ? t('common.you') : (work.agentName ?? work.agent);
  return (
    <section className={css['section']}>
      <h3>{t('customer.current', { number: ticket.number })}</h3>
      <dl className={css['facts']}>
        <dt>{t('customer.state')}</dt><dd>{t(`head.${ticket.state}`)}</dd>
        <dt>{t('customer.opened')}</dt><dd>{dayAndClock(language(), ticket.openedAt, now)}</dd>
        <dt>{t('customer.owner')}</dt><dd>{owner}</dd>
        <dt>{t('customer.priority')}</dt>
        <dd><PriorityBars priority={work.priority} silent />{t(`priority.${urgency(work.priority)}Short`)}</dd>
        <dt>{t('customer.needs')}</dt>
        <dd>{stepsOf(work).length > 1 ? stepsOf(work).map((step, at) => <Chip key={at}>{stepWords(t, step)}</Chip>) : work.needs.length === 0 ? <span className={css['faint']}>{t('customer.none')}</span>
          : work.needs.map(need => <Chip key={need.skill}>{needs(t, [need])}</Chip>)}</dd>
        {(work.tags ?? []).length > 0 && <><dt>{t('customer.tags')}</dt><dd>{work.tags?.map(tag => <Chip key={tag}>{tag}</Chip>)}</dd></>}
      </dl>
    </section>
  );
}

function PastTicket({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const date = ticket.resolvedAt === null
    ? t('customer.openedAt', { date: shortDay(language(), ticket.openedAt) })
    : t('customer.resolvedAt', { date: shortDay(language(), ticket.resolvedAt) });
  return (
    <li className={css['past']}>
      <b>{ticket.subject ?? t('customer.noSubject')}</b>
      <small>{t('head.ticket', { number: ticket.number })} · {date}</small>
    </li>
  );
}

function PaneSkeleton() {
  const lasting = useLasting(true);
  if (!lasting) return null;
  return (
    <div aria-hidden style={{ padding: '20px 16px' }}>
      <Bone width="60%" height={14} /><Bone width="80%" top={12} /><Bone width="40%" top={36} /><Bone top={14} /><Bone top={14} /><Bone height={96} top={28} radius={10} />
    </div>
  );
}
