import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { sessionState } from '../api/session.ts';
import { Around } from '../frame/Around.tsx';
import { useMe } from '../live/queries.ts';
import { useLasting } from '../look/now.ts';
import { Empty } from '../marks/Empty.tsx';
import { Bone } from '../marks/Skeleton.tsx';
import { cause } from '../words/format.ts';
import { AgentEditor } from './AgentEditor.tsx';
import * as calls from './calls.ts';
import { DeskEditor } from './DeskEditor.tsx';
import { SetupList } from './SetupList.tsx';
import { ChannelEditor, LinkEditor, SkillEditor, StatusEditor } from './SmallEditors.tsx';
import { KINDS, type KindName } from './types.ts';
import { UserEditor } from './UserEditor.tsx';
import rules from '../rules/rules.module.css';
import css from './setup.module.css';

/** Everything there is, of every kind; users are for administrators only. */
export type Known = calls.All & { users: calls.User[] | null };

/** The word in the address of one that is being made. */
const NEW = '+';

function useRoles(): string[] {
  const session = sessionState();
  return (useMe().data?.user ?? (session.status === 'in' ? session.user : null))?.roles ?? [];
}

/** Who works where and what they can: agents, desks, skills, statuses, channels, users. Agents may look. */
export function SetupPage() {
  const { t } = useTranslation();
  const admin = useRoles().includes('admin');
  const known = useQuery({
    queryKey: ['setup', 'all', admin], staleTime: 0,
    queryFn: async ({ signal }): Promise<Known> => {
      const [agents, desks, skills, statuses, channels, pools, links, users] = await Promise.all([
        calls.all('agents', signal), calls.all('desks', signal), calls.all('skills', signal), calls.all('statuses', signal), calls.all('channels', signal), calls.all('pools', signal), calls.all('links', signal),
        admin ? calls.users(signal) : null]);
      return { agents, desks, skills, statuses, channels, pools, links, users };
    },
  });
  const lasting = useLasting(known.isPending);
  useEffect(() => {
    document.title = `${t('app.setup')} · Onethread`;
  }, [t]);
  return (
    <Around section="setup" title={t('app.setup')} skip="#setup">
      {known.data === undefined ? (
        <main id="setup" className={rules['whole']}>
          {known.error !== null ? <Empty title={t('setup.failed', { cause: cause(t, known.error) })} retry={() => void known.refetch()} retryLabel={t('common.retry')} />
            : lasting && <div className={rules['bones']} aria-hidden>{[1, 2, 3, 4, 5].map(one => <Bone key={one} height={36} top={10} width={268} />)}</div>}
        </main>
      ) : <Setup known={known.data} />}
    </Around>
  );
}

function Setup({ known }: { known: Known }) {
  const { t } = useTranslation();
  const { kind: named, id } = useParams();
  const kind = KINDS.find(one => one === named);
  const disabled = !useRoles().some(role => role === 'supervisor' || role === 'admin');
  return (
    <main id="setup" className={css['setup']}>
      <SetupList known={known} kind={kind} id={id} disabled={disabled} />
      {kind === undefined || id === undefined || (id === NEW && disabled) ? (
        <section className={rules['panel']}><Empty title={t('setup.choose')} hint={t(disabled ? 'setup.onlyLook' : 'setup.chooseHint')} /></section>
      ) : <One key={`${kind}/${id}`} kind={kind} id={id === NEW ? null : id} known={known} disabled={disabled} />}
    </main>
  );
}

function One({ kind, id, known, disabled }: { kind: KindName; id: string | null; known: Known; disabled: boolean }) {
  switch (kind) {
    case 'agents': return <AgentEditor id={id ?? ''} known={known} disabled={disabled} />;
    case 'desks': return <DeskEditor id={id} known={known} disabled={disabled} />;
    case 'skills': return <SkillEditor id={id} known={known} disabled={disabled} />;
    case 'statuses': return <StatusEditor id={id} known={known} disabled={disabled} />;
    case 'links': return <LinkEditor id={id} known={known} disabled={disabled} />;
    case 'channels': return <ChannelEditor id={id ?? ''} disabled={disabled} />;
    case 'users': return <UserEditor id={id} known={known} disabled={known.users === null} />;
  }
}
