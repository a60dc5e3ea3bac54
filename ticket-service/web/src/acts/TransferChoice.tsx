import { Checkbox, NativeSelect, SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transfer } from '../api/inbox.ts';
import type { Need, Summary } from '../api/types.ts';
import { attempt } from '../live/commands.ts';
import { useAgents, useDesks } from '../live/queries.ts';
import { Button } from '../marks/Button.tsx';
import { cause, word } from '../words/format.ts';
import { AgentChoice } from './AgentChoice.tsx';
import { consequenceOf } from './consequence.ts';
import { NeedsList } from './NeedsChoice.tsx';
import css from './acts.module.css';

type Target = 'agent' | 'desk' | 'skill';

interface Props {
  summary: Summary;
  me: string;
  supervisor: boolean;
  /** A supervisor gives it to somebody; otherwise it is handed over. */
  assign: boolean;
  done: () => void;
}

/** To whom, whether they are asked first, and what they should know. What it leads to is said before it is done. */
export function TransferChoice({ summary, me, supervisor, assign, done }: Props) {
  const { t } = useTranslation();
  const [target, setTarget] = useState<Target>('agent');
  const [agent, setAgent] = useState<string | null>(null);
  const [desk, setDesk] = useState('');
  const [needs, setNeeds] = useState<Need[]>([]);
  const [askFirst, setAskFirst] = useState(!assign && summary.work.agent === me);
  const [note, setNote] = useState('');
  const agents = useAgents();
  const desks = useDesks();
  const chosen = agents.data?.find(one => one.id === agent) ?? null;
  const owned = summary.work.state === 'assigned';
  const warm = owned && askFirst;
  const override = supervisor && target === 'agent' && !warm;
  const consequence = target === 'agent' ? (chosen === null ? null : consequenceOf(chosen, summary, { warm, override })) : { kind: warm ? ('askedAny' as const) : ('queue' as const), allowed: true };
  const ready = target === 'agent' ? consequence?.allowed === true : target === 'desk' ? desk !== '' : needs.length > 0;

  const submit = () => {
    if (!ready) return;
    const wish = {
      agent: target === 'agent' ? agent : null, desk: target === 'desk' ? desk : null, needs: target === 'skill' ? needs : null,
      warm, override, note: note.trim(),
    };
    void attempt(override ? 'assign' : 'transfer', summary.id, id => transfer(summary.id, id, wish));
    done();
  };

  return (
    <form onSubmit={event => { event.preventDefault(); submit(); }}
      onKeyDown={event => { if ((event.ctrlKey || event.metaKey) && event.code === 'Enter') { event.preventDefault(); submit(); } }}>
      {!assign && (
        <SegmentedControl fullWidth value={target} onChange={value => setTarget(value as Target)} aria-label={t('act.toWhom')}
          data={[{ value: 'agent', label: t('act.toAgent') }, { value: 'desk', label: t('act.toDesk') }, { value: 'skill', label: t('act.toSkill') }]} />
      )}
      {target === 'agent' && (
        agents.data === undefined
          ? agents.error !== null && <p className={css['failed']} role="alert">{t('act.agentsFailed', { cause: cause(t, agents.error) })} <Button small onClick={() => void agents.refetch()}>{t('common.retry')}</Button></p>
          : <AgentChoice agents={agents.data.filter(one => one.id !== summary.work.agent)} summary={summary} me={me} chosen={agent} choose={setAgent} />
      )}
      {target === 'desk' && (
        <NativeSelect mt={12} label={t('act.desk')} value={desk} onChange={event => setDesk(event.currentTarget.value)}
          error={desks.error === null ? undefined : t('act.desksFailed', { cause: cause(t, desks.error) })}
          data={[{ value: '', label: t('act.chooseDesk') }, ...(desks.data ?? []).filter(one => one.id !== summary.work.desk)
            .map(one => ({ value: one.id, label: word(t, 'desk', one.id, { defaultValue: one.name }) }))]} />
      )}
      {target === 'skill' && <NeedsList wanted={needs} change={setNeeds} />}
      {owned && (
        <Checkbox mt={12} checked={askFirst} onChange={event => setAskFirst(event.currentTarget.checked)} label={t('act.askFirst')} description={t('act.askFirstHint')} />
      )}
      <Textarea mt={12} label={t('act.note')} rows={3} value={note}
        onChange={event => setNote(event.currentTarget.value)} classNames={{ input: css['note'] ?? '' }} />
      <p className={`${css['hint']} ${consequence?.kind === 'excess' ? css['warn'] : ''}`} role="status">
        {consequence !== null && t(`act.consequence.${consequence.kind}`, { ...consequence, name: chosen?.name ?? '' })}
      </p>
      <div className={css['buttons']}>
        <Button look="primary" type="submit" disabled={!ready}>{t(warm ? 'act.ask' : override ? 'act.assign' : 'act.transfer')}<kbd aria-hidden>Ctrl ⏎</kbd></Button>
        <Button onClick={done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
