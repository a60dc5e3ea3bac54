import { Drawer } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../marks/Button.tsx';
import { Chip } from '../marks/Chip.tsx';
import { Empty } from '../marks/Empty.tsx';
import { cause, dayAndClock } from '../words/format.ts';
import { language } from '../words/words.ts';
import * as calls from './calls.ts';
import type { VersionHead } from './types.ts';
import css from './rules.module.css';

/** Every version that was saved, and the way back to one. */
export function History({ opened, close, version, disabled, restore }: {
  opened: boolean;
  close: () => void;
  version: number;
  disabled: boolean;
  restore: (version: number) => void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer opened={opened} onClose={close} position="right" size={400} title={t('rules.history')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {opened && <Versions version={version} disabled={disabled} restore={restore} />}
    </Drawer>
  );
}

function Versions({ version, disabled, restore }: { version: number; disabled: boolean; restore: (version: number) => void }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery({
    queryKey: ['rules', 'versions', version],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) => calls.versions(pageParam, signal),
    getNextPageParam: page => page.next,
  });
  if (query.data === undefined) {
    return query.error === null ? null : <Empty art={false} title={t('rules.historyFailed', { cause: cause(t, query.error) })} retry={() => void query.refetch()} retryLabel={t('common.retry')} />;
  }
  return (
    <>
      <ol className={css['versions']}>
        {query.data.pages.flatMap(page => page.items).map(one => (
          <li key={one.version}>
            <div className={css['row']}>
              <b>{t('rules.version', { version: one.version })}</b>
              {one.version === version && <Chip tone="ok">{t('rules.inForce')}</Chip>}
              <span className={css['space']} />
              {one.version !== version && !disabled && <Button small onClick={() => restore(one.version)}>{t('rules.restore')}</Button>}
            </div>
            <small>{dayAndClock(language(), one.savedAt, Date.now())}{one.savedBy === null ? '' : ` · ${one.savedBy}`}</small>
            <small>{differences(t, one)}</small>
          </li>
        ))}
      </ol>
      {query.hasNextPage && <Button look="quiet" onClick={() => void query.fetchNextPage()}>{t('rules.earlier')}</Button>}
    </>
  );
}

function differences(t: ReturnType<typeof useTranslation>['t'], one: VersionHead): string {
  const parts = (['added', 'changed', 'removed'] as const).flatMap(what => (one[what].length === 0 ? [] : [t(`rules.versionDid.${what}`, { names: one[what].join(', ') })]));
  if (one.restored !== null) parts.unshift(t('rules.versionDid.restored', { version: one.restored }));
  return parts.length === 0 ? t('rules.versionDid.order') : parts.join('. ');
}
