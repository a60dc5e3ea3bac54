import { Modal } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { archive, ask, look, type PrivacyRequest } from '../api/privacy.ts';
import { useStore } from '../live/store.ts';
import { Button } from '../marks/Button.tsx';
import { cause, shortDay } from '../words/format.ts';
import { language } from '../words/words.ts';
import { asking, type Asking } from './privacy.ts';
import css from './customer.module.css';

/** Taking away, or erasing, all that is held of a customer: what it means, how far it is, and what came of it. */
export function PrivacyDialog() {
  const { t } = useTranslation();
  const open = useStore(asking);
  return (
    <Modal opened={open !== null} onClose={() => asking.set(null)} size={480} title={open === null ? '' : t(`privacy.${open.kind}Title`, { name: open.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}>
      {open !== null && <Request key={open.id} of={open} />}
    </Modal>
  );
}

function Request({ of }: { of: Asking }) {
  const { t } = useTranslation();
  const [sure, setSure] = useState(false);
  const wish = useMutation({ mutationFn: () => ask(of.kind, of.id, of.customer) });
  const state = useQuery({
    queryKey: ['privacy', of.id], enabled: wish.isSuccess, staleTime: 0,
    queryFn: ({ signal }) => look(of.kind, of.id, signal),
    refetchInterval: query => (query.state.data?.state === 'done' ? false : 1_000),
  });
  const now = state.data ?? wish.data;
  if (now !== undefined) return <Progress of={of} now={now} />;
  const erasing = of.kind === 'erasures';
  return (
    <form className={css['form']} onSubmit={event => { event.preventDefault(); wish.mutate(); }}>
      <p>{t(`privacy.${of.kind}Hint`)}</p>
      {erasing && (
        <label className={css['sure']}><input type="checkbox" checked={sure} onChange={event => setSure(event.target.checked)} />{t('privacy.sure')}</label>
      )}
      {wish.error !== null && <p className={css['bad']} role="alert">{t('privacy.failed', { cause: cause(t, wish.error) })}</p>}
      <div className={css['buttons']}>
        <Button look="primary" type="submit" disabled={wish.isPending || (erasing && !sure)}>{t(`privacy.${of.kind}Do`)}</Button>
        <Button look="quiet" onClick={() => asking.set(null)}>{t('profile.cancel')}</Button>
      </div>
    </form>
  );
}

function Progress({ of, now }: { of: Asking; now: PrivacyRequest }) {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: async () => {
      const url = URL.createObjectURL(await archive(of.id));
      const link = document.createElement('a');
      link.href = url;
      link.download = `customer-${of.customer}.zip`;
      link.click();
      URL.revokeObjectURL(url);
    },
  });
  const erased = of.kind === 'erasures';
  const rows = (part: PrivacyRequest['parts'][number]) => part.counts.reduce((sum, one) => sum + one.rows, 0);
  return (
    <div className={css['form']}>
      <p role="status">{t(now.state === 'done' ? `privacy.${of.kind}Done` : `privacy.${of.kind}Running`)}</p>
      <dl className={css['facts']}>
        {now.parts.map(part => (
          <Line key={part.service} name={t(`privacy.part.${part.service}`, { defaultValue: part.service })} title={part.counts.map(one => `${one.what} ${one.rows}`).join(', ')}>
            {t(erased ? 'privacy.erasedRows' : 'privacy.foundRows', { count: rows(part) })}
          </Line>
        ))}
        {now.waitsFor.map(service => <Line key={service} name={t(`privacy.part.${service}`, { defaultValue: service })}>{t('privacy.waits')}</Line>)}
      </dl>
      {erased && now.logGoneBy !== null && now.deadLettersGoneBy !== null && (
        <p className={css['faint']}>{t('privacy.log', { log: shortDay(language(), now.logGoneBy), dead: shortDay(language(), now.deadLettersGoneBy), id: now.id })}</p>
      )}
      {save.error !== null && <p className={css['bad']} role="alert">{t('privacy.failed', { cause: cause(t, save.error) })}</p>}
      <div className={css['buttons']}>
        {!erased && <Button look="primary" disabled={now.state !== 'done' || save.isPending} onClick={() => save.mutate()}>{t('privacy.download')}</Button>}
        <Button look={erased ? 'primary' : 'quiet'} onClick={() => asking.set(null)}>{t('common.close')}</Button>
      </div>
    </div>
  );
}

function Line({ name, title, children }: { name: string; title?: string; children: string }) {
  return <><dt title={title}>{name}</dt><dd>{children}</dd></>;
}
