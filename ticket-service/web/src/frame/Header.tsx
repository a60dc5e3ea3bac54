import { Menu } from '@mantine/core';
import { IconCheck, IconKeyboard, IconLanguage, IconLogout, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../api/session.ts';
import type { Me } from '../api/types.ts';
import { heldUnits, offeredUnits } from '../board/offered.ts';
import { useMe, useOffers, useWeights } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import { themeChoice, type ThemeChoice } from '../look/settings.ts';
import { Avatar, initials } from '../marks/Avatar.tsx';
import { Load } from '../marks/Load.tsx';
import { offerSound } from '../offers/offers.ts';
import { word } from '../words/format.ts';
import { chooseLanguage, language } from '../words/words.ts';
import { PresenceSwitch } from './PresenceSwitch.tsx';
import css from './frame.module.css';

export function Header({ title, search, help }: { title: string; search: () => void; help: () => void }) {
  const { t } = useTranslation();
  const me = useMe().data;
  return (
    <header className={css['header']}>
      <h1>{title}</h1>
      <button type="button" className={css['search']} onClick={search} aria-keyshortcuts="Control+K">
        <b className="sr">{t('frame.searchLabel')}</b>
        <IconSearch size={16} stroke={1.75} aria-hidden className="icon" />
        <span>{t('frame.search')}</span><kbd>Ctrl K</kbd>
      </button>
      <span className={css['space']} />
      {me !== undefined && (
        <>
          {me.user.roles.includes('agent') && <Duty me={me} />}
          <Account me={me} help={help} />
        </>
      )}
    </header>
  );
}

/** Load and presence are an agent's; a supervisor who takes no work has neither. */
function Duty({ me }: { me: Me }) {
  const { t } = useTranslation();
  const offered = offeredUnits(useOffers(me.user.id, true).data?.items ?? [], me.user.id, useWeights().data);
  const held = heldUnits(me.load, offered);
  return (
    <>
      <span className={css['capacity']} title={t('frame.loadTitle', { load: held, capacity: me.capacity })}>
        <Load load={held} capacity={me.capacity} offered={offered} />
        <span className="num">{t('frame.load', { load: held, capacity: me.capacity })}</span>
      </span>
      <PresenceSwitch me={me} />
    </>
  );
}

function Account({ me, help }: { me: Me; help: () => void }) {
  const { t } = useTranslation();
  const theme = useStore(themeChoice);
  const sound = useStore(offerSound);
  const themes: [ThemeChoice, string][] = [['system', t('frame.themeSystem')], ['light', t('frame.themeLight')], ['dark', t('frame.themeDark')]];
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button type="button" className={css['account']} aria-label={`${initials(me.user.name)}: ${t('frame.account', { name: me.user.name })}`}><Avatar name={me.user.name} /></button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.user.name} · {me.user.roles.map(role => word(t, 'role', role)).join(', ')}</Menu.Label>
        <Menu.Divider />
        {themes.map(([choice, label]) => (
          <Menu.Item key={choice} onClick={() => themeChoice.set(choice)} rightSection={theme === choice ? <IconCheck size={16} aria-hidden /> : null}>{label}</Menu.Item>
        ))}
        <Menu.Divider />
        {me.user.roles.includes('agent') && (
          <Menu.Item onClick={() => offerSound.set(!sound)} closeMenuOnClick={false} role="menuitemcheckbox" aria-checked={sound}
            rightSection={sound ? <IconCheck size={16} aria-hidden /> : null}>{t('offer.sound')}</Menu.Item>
        )}
        <Menu.Item leftSection={<IconLanguage size={16} stroke={1.75} aria-hidden />} onClick={() => chooseLanguage(language() === 'ru' ? 'en' : 'ru')}>{t('signIn.otherLanguage')}</Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.75} aria-hidden />} onClick={help} rightSection={<kbd>?</kbd>}>{t('frame.keys')}</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} aria-hidden />} onClick={() => void signOut()}>{t('frame.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
