import { Popover } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Problem, type Fault } from '../api/problem.ts';
import { useLasting } from '../look/now.ts';
import { Button } from '../marks/Button.tsx';
import { Chip } from '../marks/Chip.tsx';
import { Empty } from '../marks/Empty.tsx';
import { Bone } from '../marks/Skeleton.tsx';
import { FaultLine, WithFaults } from '../rules/Faults.tsx';
import { TextField } from '../rules/Fields.tsx';
import { cause } from '../words/format.ts';
import { ID, idOf } from './id.ts';
import { Row } from './Row.tsx';
import type { KindName } from './types.ts';
import type { Thing } from './useThing.ts';
import rules from '../rules/rules.module.css';
import css from './setup.module.css';

interface Props<K extends KindName> {
  kind: K;
  id: string | null;
  title: string;
  /** The name that an id is proposed from while it is being made. */
  named: string;
  taken: string[];
  thing: Thing<K>;
  disabled: boolean;
  removable: boolean;
  children: ReactNode;
}

/** What stands around the fields of every thing: heading, what is wrong, and what can be done with it. */
export function Editor<K extends KindName>({ kind, id, title, named, taken, thing, disabled, removable, children }: Props<K>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const lasting = useLasting(thing.terms === null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [own, setOwn] = useState<Fault[]>([]);
  const newId = chosen ?? idOf(named);
  const save = () => {
    if (id !== null) return void thing.save(id);
    const wrong = !ID.test(newId) ? 'id-malformed' : taken.includes(newId) ? 'id-twice' : null;
    setOwn(wrong === null ? [] : [{ pointer: '/id', code: wrong, detail: '' }]);
    if (wrong === null) void thing.save(newId).then(saved => saved && void navigate(`/setup/${kind}/${encodeURIComponent(newId)}`, { replace: true }));
  };
  const remove = () => void thing.remove().then(gone => gone && void navigate(`/setup/${kind}`, { replace: true }));
  const faults = [...own, ...thing.faults];
  return (
    <section className={rules['panel']} aria-label={title}
      onKeyDown={event => {
        if ((event.ctrlKey || event.metaKey) && event.code === 'Enter' && !disabled && (thing.dirty || id === null)) {
          event.preventDefault();
          save();
        }
      }}>
      <header className={rules['head']}>
        <h2>{title}</h2>
        {id === null ? <Chip tone="warn">{t('setup.new')}</Chip> : thing.dirty && <Chip tone="warn">{t('setup.notSaved')}</Chip>}
        <span className={rules['space']} />
        {id !== null && removable && !disabled && <Removal act={remove} />}
      </header>
      {thing.terms === null ? (
        thing.failed !== null ? <Empty art={false} title={t('setup.failed', { cause: cause(t, thing.failed) })} retry={thing.retry} retryLabel={t('common.retry')} />
          : lasting && <div className={rules['edit']} aria-hidden>{[1, 2, 3, 4, 5].map(one => <Bone key={one} height={32} top={8} />)}</div>
      ) : (
        <div className={rules['edit']}>
          <WithFaults faults={faults}>
            {children}
            {id === null && (
              <>
                <Row label={t('setup.id')}>
                  <TextField label={t('setup.id')} value={newId} mono wrong={own.length > 0} onChange={value => { setChosen(value); setOwn([]); }} />
                </Row>
                <FaultLine faults={own} />
                <p className={css['note']}>{t('setup.idHint')}</p>
              </>
            )}
          </WithFaults>
          {(thing.dirty || thing.problem !== null) && (
            <div className={rules['bar']}>
              <span className={rules['hint']} role="status">{wrong(t, thing.problem, faults)}</span>
              {!disabled && thing.dirty && (
                <>
                  <Button look="quiet" onClick={() => { thing.discard(); setOwn([]); }}>{t('rules.discard')}</Button>
                  <Button look="primary" disabled={thing.saving} aria-busy={thing.saving} onClick={save}>{t('setup.save')}<kbd aria-hidden>Ctrl ⏎</kbd></Button>
                </>
              )}
            </div>
          )}
        </div>
      )}
    </section>
  );
}

function wrong(t: ReturnType<typeof useTranslation>['t'], problem: unknown, faults: Fault[]): string {
  if (problem === null) return faults.length > 0 ? t('rules.saveFaults', { count: faults.length }) : t('setup.notSavedYet');
  if (problem instanceof Problem && problem.status === 412) return t('setup.meanwhile');
  return faults.length > 1 || (faults.length > 0 && problem instanceof Problem && problem.status === 400) ? t('rules.saveFaults', { count: faults.length }) : t('setup.saveFailed', { cause: cause(t, problem) });
}

/** Asks once more, in place. */
function Removal({ act }: { act: () => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button look="quiet" small aria-expanded={opened} onClick={() => setOpened(!opened)}><IconTrash size={14} stroke={1.9} aria-hidden />{t('setup.remove')}</Button>
      </Popover.Target>
      <Popover.Dropdown className={rules['popover'] ?? ''}>
        <p>{t('setup.removeSure')}</p>
        <Button small onClick={() => { setOpened(false); act(); }}>{t('setup.removeYes')}</Button>
      </Popover.Dropdown>
    </Popover>
  );
}
