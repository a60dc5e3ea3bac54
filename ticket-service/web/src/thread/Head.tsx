import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconArrowLeft, IconArrowsExchange, IconCheck, IconClock, IconDots, IconHandGrab, IconLayoutSidebarRight, IconRotate, IconZzz } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { begin } from '../acts/acting.ts';
import type { ConversationDetail, Summary } from '../api/types.ts';
import { stepsOf, stepWords } from '../board/requirement.ts';
import { stopwatch } from '../board/score.ts';
import { useKeys } from '../keys/keys.ts';
import { useMe, useOffers } from '../live/queries.ts';
import { useNow } from '../look/now.ts';
import { Avatar } from '../marks/Avatar.tsx';
import { Button, Hint, IconButton } from '../marks/Button.tsx';
import { Chip } from '../marks/Chip.tsx';
import { PriorityBars, urgency } from '../marks/Priority.tsx';
import { dayAndClock, waiting, word } from '../words/format.ts';
import { language } from '../words/words.ts';
import { useWishes } from './wishes.ts';
import { customerName } from '../words/people.ts';
import css from './thread.module.css';

interface Props {
  detail: ConversationDetail;
  list: string;
  me: string;
  why: () => void;
  showCustomer: (() => void) | null;
}

/** Who it is, what it is about, how pressing, whose it is, and what can be done with it. */
export function Head({ detail: { summary }, list, me, why, showCustomer }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const wishes = useWishes(summary);
  const { ticket, work } = summary;
  const mine = work.state === 'assigned' && work.agent === me;
  const roles = useMe().data?.user.roles ?? [];
  const agent = roles.includes('agent');
  const supervisor = roles.includes('supervisor') || roles.includes('admin');
  const offered = useOffers(me, agent).data?.items ?? [];
  const mayTake = agent && !mine && work.state !== 'idle';
  const mayChange = supervisor || work.agent === null || work.agent === me;
  const mayPass = mayChange && work.state !== 'idle';
  const closing = ticket?.state === 'open';

  useKeys({
    KeyE: () => {
      if (ticket !== null) wishes.make(closing ? 'resolve' : 'reopen');
    },
    // While something is offered, A answers the offer.
    KeyA: () => {
      if (mayTake && offered.length === 0) wishes.make('take');
    },
    KeyW: why,
    KeyX: () => {
      if (mayPass) begin('transfer', summary);
    },
    KeyZ: () => {
      if (mayPass) begin('hold', summary);
    },
    KeyP: () => {
      if (mayPass) begin('priority', summary);
    },
  });

  return (
    <header className={css['head']}>
      <IconButton className={css['back'] ?? ''} label={t('common.back')} onClick={() => void navigate(`/inbox/${list}`)}>
        <IconArrowLeft size={20} stroke={1.75} aria-hidden />
      </IconButton>
      <div className={css['title']}>
        <h2>{customerName(t, summary)}</h2>
        <span>{summary.subject ?? ''}</span>
      </div>
      <div className={css['actions']}>
        {mayPass && (
          <>
            <IconButton className={css['wide'] ?? ''} label={t('head.hold')} shortcut="Z" disabled={wishes.pending('hold')} onClick={() => begin('hold', summary)}>
              <IconZzz size={16} stroke={1.75} aria-hidden />
            </IconButton>
            <IconButton className={css['wide'] ?? ''} label={t('head.transfer')} shortcut="X" disabled={wishes.pending('transfer')} onClick={() => begin('transfer', summary)}>
              <IconArrowsExchange size={16} stroke={1.75} aria-hidden />
            </IconButton>
          </>
        )}
        <More summary={summary} mine={mine} mayPass={mayPass} why={why} giveBack={() => wishes.make('give-back')} giving={wishes.pending('give-back')} supervisor={supervisor} />
        {showCustomer !== null && (
          <IconButton label={t('head.customer')} onClick={showCustomer}><IconLayoutSidebarRight size={16} stroke={1.75} aria-hidden /></IconButton>
        )}
        {mayTake && (
          <Hint label={t('head.take')} shortcut="A">
            <Button disabled={wishes.pending('take')} onClick={() => wishes.make('take')} aria-keyshortcuts="A">
              <IconHandGrab size={16} stroke={1.75} aria-hidden /><span>{t('head.take')}</span>
            </Button>
          </Hint>
        )}
        {ticket !== null && (
          <Button disabled={wishes.pending(closing ? 'resolve' : 'reopen')} aria-keyshortcuts="E"
            onClick={() => wishes.make(closing ? 'resolve' : 'reopen')}>
            {closing ? <IconCheck size={16} stroke={1.75} aria-hidden /> : <IconRotate size={16} stroke={1.75} aria-hidden />}
            <span>{t(closing ? 'head.resolve' : 'head.reopen')}</span><kbd className={css['wide']} aria-hidden>E</kbd>
          </Button>
        )}
      </div>
      <Meta summary={summary} me={me} refusals={wishes.refusals} />
    </header>
  );
}

/** What is done more seldom; on the phone all of it, for want of room. */
function More({ summary, mine, mayPass, why, giveBack, giving, supervisor }: {
  summary: Summary; mine: boolean; mayPass: boolean; why: () => void; giveBack: () => void; giving: boolean; supervisor: boolean;
}) {
  const { t } = useTranslation();
  const pullBack = supervisor && !mine && summary.work.agent !== null;
  return (
    <Menu position="bottom-end" width={264}>
      <Menu.Target>
        <IconButton label={t('head.more')}><IconDots size={16} stroke={1.75} aria-hidden /></IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={why} rightSection={<kbd>W</kbd>}>{t('head.why')}</Menu.Item>
        {mayPass && (
          <>
            <Menu.Item onClick={() => begin('transfer', summary)} rightSection={<kbd>X</kbd>}>{t('head.transfer')}</Menu.Item>
            <Menu.Item onClick={() => begin('hold', summary)} rightSection={<kbd>Z</kbd>}>{t('head.hold')}</Menu.Item>
            <Menu.Item onClick={() => begin('priority', summary)} rightSection={<kbd>P</kbd>}>{t('head.priority')}</Menu.Item>
            <Menu.Item onClick={() => begin('needs', summary)}>{t('head.needs')}</Menu.Item>
          </>
        )}
        {(mine || pullBack) && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={giveBack} disabled={giving} leftSection={<IconArrowBackUp size={16} stroke={1.75} aria-hidden />}>{t(mine ? 'head.giveBack' : 'head.pullBack')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Meta({ summary, me, refusals }: { summary: Summary; me: string; refusals: string[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const { ticket, work } = summary;
  return (
    <div className={css['meta']}>
      {summary.waitingSince !== null && (
        <Chip tone="accent"><IconClock size={14} stroke={1.9} aria-hidden /><span className="num">{t('head.waiting', { time: waiting(t, summary.waitingSince, now) })}</span></Chip>
      )}
      {work.priority > 0 && (
        <Chip><PriorityBars priority={work.priority} silent />{t(`priority.${urgency(work.priority)}Short`)}</Chip>
      )}
      {work.vip === true && <Chip tone="accent">{t('head.vip')}</Chip>}
      {work.state === 'queued' && stepsOf(work).length > 1 && <Chip title={t('head.steps', { steps: stepsOf(work).map(step => stepWords(t, step)).join(' → ') })}>{t('head.relaxes')}</Chip>}
      {work.tags?.map(tag => <Chip key={tag}>{tag}</Chip>)}
      <Chip>{ticket === null ? t('head.noTicket') : t(`head.${ticket.state}`)}</Chip>
      {work.desk !== null && <Chip>{word(t, 'desk', work.desk)}</Chip>}
      {ticket !== null && <Chip><span className="num">{t('head.ticket', { number: ticket.number })}</span></Chip>}
      {refusals.map(text => <span key={text} className={css['refusal']} role="alert">{text}</span>)}
      <Owner work={work} me={me} />
    </div>
  );
}

function Owner({ work, me }: { work: Summary['work']; me: string }) {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const name = work.agentName ?? work.agent ?? '';
  const { offer } = work;
  if (offer !== null && offer !== undefined) {
    const left = Math.max(0, Math.ceil((Date.parse(offer.until) - now) / 1000));
    return <span className={css['owner']}>{t('head.offeredLeft', { name: offer.agentName ?? offer.agent, time: stopwatch(left * 1000) })}</span>;
  }
  if (work.state === 'held' && work.until !== null && work.until !== undefined) {
    return <span className={css['owner']}>{t('head.heldUntil', { time: dayAndClock(language(), work.until, now) })}</span>;
  }
  if (work.state === 'assigned') {
    const excess = (work.excess ?? 0) > 0 ? <Chip tone="warn">{t('head.excess', { count: work.excess })}</Chip> : null;
    return work.agent === me
      ? <span className={css['owner']}>{excess}{t('head.ownerYou')}</span>
      : <span className={css['owner']}>{excess}<Avatar name={name} size="small" />{t('head.owner', { name })}</span>;
  }
  return <span className={css['owner']}>{work.state === 'offered' ? t('head.offered', { name }) : t(`head.${work.state}`)}</span>;
}
