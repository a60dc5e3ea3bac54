import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Me, Presence } from '../api/types.ts';
import * as commands from '../live/commands.ts';
import { live } from '../live/live.ts';
import { useStatuses } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import { presenceWords, statusName } from '../words/people.ts';
import { changePresence } from './presence.ts';
import css from './frame.module.css';

const STATES: Presence[] = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE'];

/** Routing decides about presence: until it has, the switch says that it is changing; a refusal says why. */
export function PresenceSwitch({ me }: { me: Me }) {
  const { t } = useTranslation();
  const lost = useStore(live.link).state === 'lost';
  const command = useStore(commands.commands).find(one => one.wish === 'presence');
  const pending = command?.state === 'pending' || (me.presence.pending ?? null) !== null;
  const state = me.presence.state;
  const own = me.presence.status?.id ?? null;
  const statuses = useStatuses();
  const words = lost ? t('presence.noLink') : pending ? t(`presence.${me.presence.pending ?? state}`) : presenceWords(t, { presence: state, status: me.presence.status ?? null });
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
            <Choice key={other} presence={other} chosen={other === state && own === null} name={t(`presence.${other}`)} hint={t(`presence.${other}Hint`)}
              choose={() => void changePresence(me, other, null)} />
          ))}
          {(statuses.data ?? []).length > 0 && <Menu.Divider />}
          {(statuses.data ?? []).map(status => (
            <Choice key={status.id} presence={status.presence} chosen={status.id === own} name={statusName(status)} hint={t(`presence.${status.presence}Hint`)}
              choose={() => void changePresence(me, status.presence, status)} />
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function Choice({ presence, chosen, name, hint, choose }: { presence: Presence; chosen: boolean; name: string; hint: string; choose: () => void }) {
  return (
    <Menu.Item onClick={choose} aria-current={chosen ? 'true' : undefined}
      leftSection={<i className={`${css['dot']} ${css[presence]}`} aria-hidden />} rightSection={chosen ? <IconCheck size={16} aria-hidden /> : null}>
      <b className={css['presenceName']}>{name}</b>
      <small className={css['presenceHint']}>{hint}</small>
    </Menu.Item>
  );
}
