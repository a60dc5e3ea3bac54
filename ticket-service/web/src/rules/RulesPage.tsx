import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Problem } from '../api/problem.ts';
import { sessionState } from '../api/session.ts';
import { Around } from '../frame/Around.tsx';
import { queries, useMe } from '../live/queries.ts';
import { useLasting } from '../look/now.ts';
import { Button } from '../marks/Button.tsx';
import { Empty } from '../marks/Empty.tsx';
import { Bone } from '../marks/Skeleton.tsx';
import { cause } from '../words/format.ts';
import * as calls from './calls.ts';
import { faultsOf } from './draft.ts';
import { WithFaults } from './Faults.tsx';
import { History } from './History.tsx';
import { HoursEditor } from './HoursEditor.tsx';
import { useNames } from './names.ts';
import { RuleEditor } from './RuleEditor.tsx';
import { RuleList } from './RuleList.tsx';
import { TrialPane } from './TrialPane.tsx';
import type { Message, RuleSet } from './types.ts';
import { useDraft } from './useDraft.ts';
import css from './rules.module.css';

const SET = ['rules', 'set'];

/** The rules by which messages find their desk: list, editor, and trial. Agents may look. */
export function RulesPage() {
  const { t } = useTranslation();
  const set = useQuery({ queryKey: SET, staleTime: 30_000, queryFn: ({ signal }) => calls.rules(signal) });
  const lasting = useLasting(set.isPending);
  useEffect(() => {
    document.title = `${t('app.rules')} · Onethread`;
  }, [t]);
  return (
    <Around section="rules" title={t('app.rules')} skip="#rules">
      {set.data === undefined ? (
        <main id="rules" className={css['whole']}>
          {set.error !== null ? <Empty title={t('rules.loadFailed', { cause: cause(t, set.error) })} retry={() => void set.refetch()} retryLabel={t('common.retry')} />
            : lasting && <div className={css['bones']} aria-hidden>{[1, 2, 3, 4, 5].map(one => <Bone key={one} height={36} top={10} width={268} />)}</div>}
        </main>
      ) : <Rules set={set.data} />}
    </Around>
  );
}

function Rules({ set }: { set: RuleSet }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { rule: chosen, desk } = useParams();
  const names = useNames();
  const session = sessionState();
  const user = useMe().data?.user ?? (session.status === 'in' ? session.user : null);
  const disabled = !(user?.roles.some(role => role === 'supervisor' || role === 'admin') ?? false);
  const draft = useDraft(set);
  const [history, setHistory] = useState(false);
  const [message, setMessage] = useState<Message>(() => ({ text: t('trial.example'), channel: 'telegram' }));

  const place = desk !== undefined ? -1 : Math.max(0, draft.items.findIndex(rule => rule.id === chosen));
  const rule = draft.items[place];

  const tried = draft.dirty ? draft.items : null;
  const [asked] = useDebouncedValue({ message, tried }, 350);
  const trial = useQuery({
    queryKey: ['rules', 'trial', set.version, asked], placeholderData: keepPreviousData, retry: false,
    queryFn: ({ signal }) => calls.tryOut(asked.message, asked.tried, null, signal),
  });
  const [triedPast] = useDebouncedValue(tried, 900);
  const past = useQuery({
    queryKey: ['rules', 'past', set.version, triedPast], placeholderData: keepPreviousData, retry: false, staleTime: 60_000,
    queryFn: ({ signal }) => calls.tryOut({ text: '', channel: 'web' }, triedPast, 7, signal),
  });

  const found = draft.faults.length > 0 ? draft.faults : trial.error instanceof Problem ? trial.error.faults : [];
  const faulty = new Set(draft.items.flatMap((one, at) => (faultsOf(found, at).length > 0 ? [one.id] : [])));
  const open = (id: string | undefined) => void navigate(id === undefined ? '/rules' : `/rules/${encodeURIComponent(id)}`);

  const act = (what: 'up' | 'down' | 'copy' | 'remove' | 'discard' | 'save' | 'history') => {
    if (what === 'up') draft.move(place, place - 1);
    else if (what === 'down') draft.move(place, place + 1);
    else if (what === 'copy' && rule !== undefined) open(draft.add(place + 1, { ...rule, name: t('rules.copyOf', { name: rule.name }) }));
    else if (what === 'remove') open(draft.remove(place));
    else if (what === 'discard') {
      draft.discard();
      void queries.invalidateQueries({ queryKey: SET });
    }
    else if (what === 'history') setHistory(true);
    else if (what === 'save') void draft.save(saved => queries.setQueryData(SET, saved));
  };

  return (
    <main id="rules" className={css['rules']}>
      <RuleList rules={draft.items} chosen={rule?.id} desk={desk} names={names} past={past.data?.past ?? null} faulty={faulty} disabled={disabled}
        add={() => open(draft.add(draft.items.length, { id: '', name: t('rules.newName'), active: true, stop: false, when: { keywords: [] }, then: {} }))}
        move={draft.move} exportAll={() => download(set, draft.items)} importAll={text => draft.import(text)} />
      {desk !== undefined ? <HoursEditor key={desk} desk={desk} names={names} disabled={disabled} /> : rule === undefined ? (
        <section className={css['panel']}>
          <Empty title={t('rules.empty')} hint={t(disabled ? 'rules.emptyHint' : 'rules.emptyAdd')}>
            {draft.dirty && !disabled && <Button onClick={() => act('save')}>{t('rules.putLive', { version: set.version + 1 })}</Button>}
          </Empty>
        </section>
      ) : (
        <WithFaults faults={faultsOf(found, place)}>
          <RuleEditor key={rule.id} rule={rule} names={names} draftOf={draft.dirty ? set.version + 1 : null} version={set.version} disabled={disabled}
            hint={draft.hint(t)} saving={draft.saving} onChange={changed => draft.change(place, changed)} act={act} />
        </WithFaults>
      )}
      <TrialPane message={message} onMessage={setMessage} trial={trial} past={past} rules={draft.items} chosen={rule} names={names} />
      <History opened={history} close={() => setHistory(false)} version={set.version} disabled={disabled}
        restore={version => void draft.restore(version, saved => {
          queries.setQueryData(SET, saved);
          setHistory(false);
        })} />
    </main>
  );
}

/** The set as it may be imported elsewhere. */
function download(set: RuleSet, items: RuleSet['items']): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify({ items }, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `rules-${set.version}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
