import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionState } from '../api/session.ts';
import type { Summary } from '../api/types.ts';
import { Around } from '../frame/Around.tsx';
import { useBoard, useMe } from '../live/queries.ts';
import { useLasting, useNow } from '../look/now.ts';
import { Empty } from '../marks/Empty.tsx';
import { Bone } from '../marks/Skeleton.tsx';
import { cause } from '../words/format.ts';
import { WhyPanel } from '../why/WhyPanel.tsx';
import { Agents } from './Agents.tsx';
import { Figures } from './Figures.tsx';
import { MissingSkills } from './MissingSkills.tsx';
import { OwnedDialog } from './OwnedDialog.tsx';
import { Queue } from './Queue.tsx';
import css from './board.module.css';

/** The live board: who is next and why still waiting, who is there, where people are missing. */
export function Board() {
  const { t } = useTranslation();
  const query = useBoard();
  const now = useNow(1_000);
  const session = sessionState();
  const user = useMe().data?.user ?? (session.status === 'in' ? session.user : null);
  const me = user?.id ?? '';
  const supervisor = user?.roles.some(role => role === 'supervisor' || role === 'admin') ?? false;
  const [why, setWhy] = useState<Summary | null>(null);
  const [owned, setOwned] = useState<string | null>(null);
  const explain = useCallback((row: Summary) => setWhy(row), []);
  const board = query.data;
  return (
    <Around section="board" title={t('board.title')}>
      <main className={css['board']} aria-label={t('board.title')}>
        {board !== undefined ? (
          <>
            <Figures board={board} now={now} />
            <Queue board={board} now={now} supervisor={supervisor} why={explain} />
            <div className={css['panel']} tabIndex={-1}>
              <Agents board={board} me={me} now={now} supervisor={supervisor} show={setOwned} />
              <MissingSkills board={board} now={now} />
            </div>
          </>
        ) : query.error !== null ? (
          <div className={css['whole']}><Empty title={t('board.failed', { cause: cause(t, query.error) })} retry={() => void query.refetch()} retryLabel={t('common.retry')} /></div>
        ) : <BoardSkeleton />}
      </main>
      {why !== null && <WhyPanel summary={board?.items.find(row => row.id === why.id) ?? why} me={me} opened close={() => setWhy(null)} />}
      <OwnedDialog agent={board?.agents.find(agent => agent.id === owned) ?? null} close={() => setOwned(null)} />
    </Around>
  );
}

function BoardSkeleton() {
  const lasting = useLasting(true);
  if (!lasting) return <div className={css['whole']} />;
  return (
    <>
      <div className={css['figures']} aria-hidden>{[1, 2, 3, 4, 5, 6, 7].map(at => <div key={at}><Bone width="60%" top={4} /><Bone width="40%" height={22} top={10} /></div>)}</div>
      <div className={css['panel']} aria-hidden>{[70, 52, 64, 58, 74, 48].map((width, at) => <div key={at} className={css['bone']}><Bone width={`${width}%`} /></div>)}</div>
      <div className={css['panel']} aria-hidden>{[50, 62, 44, 58].map((width, at) => <div key={at} className={css['bone']}><Bone width={`${width}%`} /></div>)}</div>
    </>
  );
}
