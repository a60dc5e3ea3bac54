import { IconArrowBackUp, IconArrowLeft, IconCheck, IconClock, IconHandGrab, IconHelpCircle, IconLayoutSidebarRight, IconRotate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ConversationDetail, Summary } from '../api/types.ts';
import { useKeys } from '../keys/keys.ts';
import { useMe } from '../live/queries.ts';
import { useNow } from '../look/now.ts';
import { Avatar } from '../marks/Avatar.tsx';
import { Button, Hint, IconButton } from '../marks/Button.tsx';
import { Chip } from '../marks/Chip.tsx';
import { PriorityBars, urgency } from '../marks/Priority.tsx';
import { waiting, word } from '../words/format.ts';
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
  const agent = useMe().data?.user.roles.includes('agent') ?? false;
  const mayTake = agent && !mine && work.state !== 'idle';
  const closing = ticket?.state === 'open';

  useKeys({
    KeyE: () => {
      if (ticket !== null) wishes.make(closing ? 'resolve' : 'reopen');
    },
    KeyA: () => {
      if (mayTake) wishes.make('take');
    },
    KeyW: why,
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
        <IconButton className={css['wide'] ?? ''} label={t('head.why')} shortcut="W" onClick={why}><IconHelpCircle size={16} stroke={1.75} aria-hidden /></IconButton>
        {mine && (
          <IconButton className={css['wide'] ?? ''} label={t('head.giveBack')} disabled={wishes.pending('give-back')} onClick={() => wishes.make('give-back')}>
            <IconArrowBackUp size={16} stroke={1.75} aria-hidden />
          </IconButton>
        )}
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
  const name = work.agentName ?? work.agent ?? '';
  if (work.state === 'assigned') {
    return work.agent === me
      ? <span className={css['owner']}>{t('head.ownerYou')}</span>
      : <span className={css['owner']}><Avatar name={name} size="small" />{t('head.owner', { name })}</span>;
  }
  return <span className={css['owner']}>{work.state === 'offered' ? t('head.offered', { name }) : t(`head.${work.state}`)}</span>;
}
