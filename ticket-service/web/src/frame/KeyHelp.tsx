import { Modal, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { singleKeys } from '../look/settings.ts';
import { useStore } from '../live/store.ts';
import css from './frame.module.css';

const GROUPS: [string, [string, string[]][]][][] = [
  [
    ['list', [['next', ['J', 'K']], ['nextWaiting', ['N']], ['showNew', ['U']]]],
    ['goTo', [['mine', ['G', 'I']], ['queue', ['G', 'Q']], ['all', ['G', 'A']], ['board', ['G', 'B']], ['rules', ['G', 'R']], ['setup', ['G', 'S']]]],
  ],
  [['conversation', [['reply', ['R']], ['note', ['M']], ['customerNote', ['⇧M']], ['resolve', ['E']], ['take', ['A']], ['decline', ['D']], ['transfer', ['X']], ['hold', ['Z']], ['priority', ['P']], ['firstUnread', ['H']], ['why', ['W']]]]],
  [
    ['board', [['next', ['J', 'K']], ['open', ['⏎']], ['assign', ['X']], ['priority', ['P']], ['skills', ['S']], ['withdraw', ['B']], ['why', ['W']], ['showNew', ['U']]]],
    ['writing', [['send', ['Ctrl ⏎']], ['sendResolve', ['Ctrl ⇧ ⏎']], ['channel', ['Alt 1…3']]]],
    ['always', [['palette', ['Ctrl K']], ['search', ['/']], ['help', ['?']], ['escape', ['Esc']]]],
  ],
];

export function KeyHelp({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation();
  const single = useStore(singleKeys);
  return (
    <Modal opened={opened} onClose={close} title={t('keys.title')} size={820} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className={css['keys']}>
        {GROUPS.map((column, at) => (
          <div key={at}>
            {column.map(([group, lines]) => (
              <section key={group}>
                <h3>{t(`keys.${group}`)}</h3>
                <ul>
                  {lines.map(([name, keys]) => (
                    <li key={name}><span>{t(`keys.${name}`)}</span><span>{keys.map(key => <kbd key={key}>{key}</kbd>)}</span></li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        ))}
      </div>
      <Switch className={css['single'] ?? ''} checked={single} onChange={event => singleKeys.set(event.currentTarget.checked)}
        label={t('keys.single')} description={t('keys.singleHint')} />
    </Modal>
  );
}
