import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { setPresence } from '../api/inbox.ts';
import { newId } from '../api/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Me, Presence } from '../api/types.ts';
import * as commands from '../live/commands.ts';
import { live } from '../live/live.ts';
import { queries } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import css from './frame.module.css';

const STATES: Presence[] = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE'];

/** Routing decides about presence: until it has, the switch says that it is changing; a refusal says why. */
export function PresenceSwitch({ me }: { me: Me }) {
  const { t } = useTranslation();
  const lost = useStore(live.link).state === 'lost';
  const command = useStore(commands.commands).find(one => one.wish === 'presence');
  const pending = command?.state === 'pending' || (me.presence.pending ?? null) !== null;
  const state = me.presence.state;
  const words = lost ? t('presence.noLink') : t(`presence.${pending ? (me.presence.pending ?? state) : state}`);
  const refusal = command?.state === 'refused'
    ? t('presence.refused', { cause: t(`refusal.${command.code ?? 'unknown'}`, { defaultValue: t('cause.other', { code: command.code }) }) })
    : null;
  return (
    <>
      {refusal !== null && <span className={css['refusal']} role="alert">{refusal}</span>}
      <Menu position="bottom-end" width={320}>
        <Menu.Target>
          <button type="button" className={css['presence']} disabled={lost} aria-label={t('presence.label', { state: words })} aria-busy={pending}>
            <i className={lost ? '' : css[state]} data-pending={pending || undefined} aria-hidden />
            <span>{words}{pending && !lost && <small> · {t('presence.pending')}</small>}</span>
            <IconChevronDown size={14} aria-hidden className="icon" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {STATES.map(other => (
            <Menu.Item key={other} onClick={() => change(other, me)} aria-current={other === state ? 'true' : undefined}
              leftSection={<i className={`${css['dot']} ${css[other]}`} aria-hidden />}
              rightSection={other === state ? <IconCheck size={16} aria-hidden /> : null}>
              <b className={css['presenceName']}>{t(`presence.${other}`)}</b>
              <small className={css['presenceHint']}>{t(`presence.${other}Hint`)}</small>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function change(presence: Presence, me: Me): void {
  if (presence === me.presence.state) return;
  const id = newId();
  commands.begin(id, 'presence', null);
  const show = (pending: Presence | null) =>
    queries.setQueryData<Me>(['me'], held => (held === undefined ? held : { ...held, presence: { ...held.presence, pending } }));
  show(presence);
  setPresence(id, presence).catch((error: unknown) => {
    show(null);
    commands.refuse(id, error instanceof Problem ? error.code : 'unreachable');
  });
}
