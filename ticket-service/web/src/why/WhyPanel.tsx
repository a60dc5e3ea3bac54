import { Drawer } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { begin } from '../acts/acting.ts';
import type { Decision, Summary } from '../api/types.ts';
import { useDecisions, useDesks, useMe } from '../live/queries.ts';
import { useLasting } from '../look/now.ts';
import { Chip } from '../marks/Chip.tsx';
import { Empty } from '../marks/Empty.tsx';
import { urgency } from '../marks/Priority.tsx';
import { Bone } from '../marks/Skeleton.tsx';
import { cause, dayAndClock, duration, seconds } from '../words/format.ts';
import { language } from '../words/words.ts';
import { Candidates } from './Candidates.tsx';
import { rest, scoreOf, sentence } from './explain.ts';
import { Requirements } from './Requirements.tsx';
import { WhyNot } from './WhyNot.tsx';
import { WhyWaiting } from './WhyWaiting.tsx';
import css from './why.module.css';

/** Why a conversation is where it is. */
export function WhyPanel({ summary, me, opened, close }: { summary: Summary; me: string; opened: boolean; close: () => void }) {
  const { t } = useTranslation();
  const { work } = summary;
  const title = work.agent === null ? t('why.titleQueue')
    : work.agent === me ? t('why.titleYou') : t('why.title', { name: work.agentName ?? work.agent });
  return (
    <Drawer opened={opened} onClose={close} position="right" size={668} title={title} withOverlay={false} lockScroll={false}
      closeButtonProps={{ 'aria-label': t('common.close') }} classNames={{ inner: css['below'] ?? '', content: css['panel'] ?? '', header: css['top'] ?? '', body: css['body'] ?? '' }}>
      {summary.work.state === 'queued' && <WhyWaiting summary={summary} me={me} />}
      <Decisions key={summary.id} summary={summary} me={me} />
      <Foot summary={summary} me={me} close={close} />
    </Drawer>
  );
}

function Decisions({ summary, me }: { summary: Summary; me: string }) {
  const { t } = useTranslation();
  const query = useDecisions(summary.id, true);
  const [chosen, setChosen] = useState<string | null>(null);
  const lasting = useLasting(query.isPending);
  if (query.isPending) return lasting ? <div aria-hidden><Bone height={64} radius={10} /><Bone width="40%" top={24} /><Bone height={32} top={10} /></div> : null;
  if (query.data === undefined) {
    return <Empty art={false} title={t('why.failed', { cause: cause(t, query.error) })} retry={() => void query.refetch()} retryLabel={t('common.retry')} />;
  }
  const items = query.data.items;
  const decision = items.find(item => item.id === chosen) ?? items[0];
  if (decision === undefined) return <Empty title={t('why.empty')} hint={t('why.emptyHint')} />;
  return (
    <>
      <OneDecision decision={decision} summary={summary} me={me} />
      {items.length > 1 && (
        <>
          <h3 className={css['heading']}>{t('why.earlier')}</h3>
          <ul className={css['earlier']}>
            {items.map(item => (
              <li key={item.id}>
                <button type="button" aria-pressed={item.id === decision.id} onClick={() => setChosen(item.id)}>
                  <time>{seconds(language(), item.at)}</time>
                  <span>{item.chosen === null ? t(`why.kind.${item.kind}`, { defaultValue: item.kind })
                    : t(item.kind === 'offered' ? 'why.offeredTo' : 'why.to', { name: item.chosen.agent === me ? t('common.you') : (item.chosen.name ?? item.chosen.agent) })}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function OneDecision({ decision, summary, me }: { decision: Decision; summary: Summary; me: string }) {
  const { t } = useTranslation();
  const candidates = decision.chosen === null ? decision.runnersUp : [decision.chosen, ...decision.runnersUp];
  return (
    <>
      <p className={css['sentence']}>{sentence(t, decision, me)}</p>
      <Score decision={decision} />
      <Requirements decision={decision} summary={summary} />
      <h3 className={css['heading']}>{t('why.rules')}</h3>
      <div className={css['chips']}>
        {decision.rules.length === 0 ? <span className={css['faint']}>{t('why.noRules')}</span> : decision.rules.map(rule => <Chip key={rule}>{rule}</Chip>)}
      </div>
      <h3 className={css['heading']}>
        {t('why.considered')} <span>{t('why.at', { time: seconds(language(), decision.at), version: decision.configurationVersion })}</span>
      </h3>
      {candidates.length > 0 && <Candidates candidates={candidates} decision={decision} me={me} />}
      <Excluded excluded={rest(decision.excluded, candidates)} />
      <WhyNot key={decision.id} decision={decision} summary={summary} me={me} />
    </>
  );
}

function Score({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const desk = useDesks().data?.find(one => one.id === decision.desk);
  const score = scoreOf(decision);
  if (score === null || decision.rank === null) return null;
  const ordering = desk?.policy?.ordering ?? 'SCORE';
  if (ordering !== 'SCORE') return <Ranked decision={decision} waited={score.waited} ordering={ordering} due={decision.rank.score * 1000 + (desk?.policy?.dueAfterSeconds ?? 0) * 1000} />;
  return (
    <>
      <h3 className={css['heading']}>{t('why.queue')}</h3>
      <div className={css['sum']}>
        <span>{duration(t, score.waited)} <small>{t('why.since', { time: sinceWords(decision) })}</small></span>
        <i>{score.priority < 0 ? '−' : '+'}</i>
        <span>{duration(t, Math.abs(score.priority))} <small>{t('why.priorityPart', { priority: t(`priority.${urgency(decision.rank.priority)}Short`).toLowerCase() })}</small></span>
        <i>=</i>
        <span><b>{score.total < 0 ? '−' : ''}{duration(t, Math.abs(score.total))}</b> <small>{t('why.score')}</small></span>
      </div>
    </>
  );
}

/** Where it stood at a desk that does not add priority to the wait. */
function Ranked({ decision, waited, ordering, due }: { decision: Decision; waited: number; ordering: string; due: number }) {
  const { t } = useTranslation();
  return (
    <>
      <h3 className={css['heading']}>{t('why.queue')}</h3>
      <div className={css['sum']}>
        <span>{duration(t, waited)} <small>{t('why.since', { time: sinceWords(decision) })}</small></span>
        <span>{ordering === 'SLA_DUE' ? t('why.dueAt', { time: dayAndClock(language(), new Date(due).toISOString(), Date.parse(decision.at)) })
          : t('why.classFirst', { name: t(`priority.${urgency(decision.rank?.priority ?? 0)}Short`) })}</span>
      </div>
    </>
  );
}

function sinceWords({ at, rank }: Decision): string {
  const since = rank?.since ?? at;
  return dayAndClock(language(), since, Date.parse(at));
}

function Excluded({ excluded }: { excluded: Decision['excluded'] }) {
  const { t } = useTranslation();
  const reasons = Object.entries(excluded);
  if (reasons.length === 0) return null;
  return (
    <>
      <h3 className={css['heading']}>{t('why.excluded')}</h3>
      <div className={css['chips']}>
        {reasons.map(([reason, count]) => (
          <Chip key={reason}>{t(`why.exclusion.${reason}`, { defaultValue: reason })}<b className="num">{count}</b></Chip>
        ))}
      </div>
    </>
  );
}

/** What can be done about it from here. */
function Foot({ summary, me, close }: { summary: Summary; me: string; close: () => void }) {
  const { t } = useTranslation();
  const roles = useMe().data?.user.roles ?? [];
  const supervisor = roles.includes('supervisor') || roles.includes('admin');
  const { work } = summary;
  if (work.state === 'idle' || !(supervisor || work.agent === null || work.agent === me)) return null;
  return (
    <p className={css['foot']}>
      <button type="button" onClick={() => { close(); begin('transfer', summary); }}>{t('why.transfer')}</button>
      <button type="button" onClick={() => { close(); begin('priority', summary); }}>{t('why.setPriority')}</button>
      <button type="button" onClick={() => { close(); begin('needs', summary); }}>{t('why.setSkills')}</button>
    </p>
  );
}
