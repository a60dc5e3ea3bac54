import { IconAdjustments, IconInbox, IconKeyboard, IconLanguage, IconLayoutDashboard, IconLogout, IconMoon, IconPlugConnected, IconRoute, IconStack2, IconUsers, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { signOut } from '../api/session.ts';
import type { Counts, ListName } from '../api/types.ts';
import { switchTheme, useTheme } from '../look/settings.ts';
import { Hint } from '../marks/Button.tsx';
import { Logo } from '../marks/Logo.tsx';
import { chooseLanguage, language } from '../words/words.ts';
import css from './frame.module.css';

export type Section = 'inbox' | 'board' | 'rules' | 'channels' | 'setup';

/** The other sections beside the inbox, which has its lists besides. */
const SECTIONS: [Section, string, Icon, string][] = [
  ['board', '/board', IconLayoutDashboard, 'G B'],
  ['rules', '/rules', IconRoute, 'G R'],
  ['setup', '/setup', IconAdjustments, 'G S'],
];

interface Props {
  section: Section;
  list: ListName | null;
  counts: Counts | undefined;
  waiting: number;
  help: () => void;
}

/** Sections at the left; on a narrow screen the lists and sections as tabs at the bottom. */
export function Rail({ section, list, counts, waiting, help }: Props) {
  const { t } = useTranslation();
  const theme = useTheme();
  return (
    <nav className={css['rail']} aria-label={t('frame.sections')}>
      <span className={css['logo']}><Logo /></span>
      <Hint label={t('app.inbox')} shortcut="G I">
        <Link to="/inbox/mine" className={`${css['section']} ${css['wide']} ${section === 'inbox' ? css['on'] : ''}`} aria-current={section === 'inbox' ? 'page' : undefined}>
          <span className="sr">{t('app.inbox')}</span>
          <IconInbox size={20} stroke={1.75} aria-hidden />
          {waiting > 0 && <span className={css['badge']}>{waiting}</span>}
        </Link>
      </Hint>
      {([['mine', IconInbox], ['queue', IconUsers], ['all', IconStack2]] as const).map(([name, Glyph]) => (
        <Link key={name} to={`/inbox/${name}`} className={`${css['section']} ${css['tab']} ${name === list ? css['on'] : ''}`} aria-current={name === list ? 'page' : undefined}>
          <Glyph size={20} stroke={1.75} aria-hidden />
          <span>{t(`list.${name}`)}</span>
          {badgeOf(name, waiting, counts) > 0 && <span className={css['badge']}>{badgeOf(name, waiting, counts)}</span>}
        </Link>
      ))}
      {SECTIONS.map(([name, to, Glyph, keys]) => (
        <Hint key={name} label={t(`app.${name}`)} shortcut={keys}>
          <Link to={to} className={`${css['section']} ${css['both']} ${section === name ? css['on'] : ''}`} aria-current={section === name ? 'page' : undefined}>
            <Glyph size={20} stroke={1.75} aria-hidden />
            <span>{t(`app.${name}Short`)}</span>
          </Link>
        </Hint>
      ))}
      <Hint label={t('channels.title')} shortcut="G C">
        <Link to="/channels" className={`${css['section']} ${css['wide']} ${section === 'channels' ? css['on'] : ''}`} aria-current={section === 'channels' ? 'page' : undefined}>
          <span className="sr">{t('channels.title')}</span>
          <IconPlugConnected size={20} stroke={1.75} aria-hidden />
        </Link>
      </Hint>
      <span className={css['space']} />
      <RailButton label={t('frame.keys')} shortcut="?" act={help}><IconKeyboard size={20} stroke={1.75} aria-hidden /></RailButton>
      <RailButton label={t('frame.language')} act={() => chooseLanguage(language() === 'ru' ? 'en' : 'ru')}><IconLanguage size={20} stroke={1.75} aria-hidden /></RailButton>
      <RailButton label={t('frame.theme')} act={() => switchTheme(theme)}><IconMoon size={20} stroke={1.75} aria-hidden /></RailButton>
      <RailButton label={t('frame.signOut')} act={() => void signOut()}><IconLogout size={20} stroke={1.75} aria-hidden /></RailButton>
    </nav>
  );
}

/** Those who wait for me, and those who wait for anybody. */
function badgeOf(name: ListName, waiting: number, counts: Counts | undefined): number {
  if (name === 'mine') return waiting;
  return name === 'queue' ? (counts?.queue ?? 0) : 0;
}

function RailButton({ label, shortcut, act, children }: { label: string; shortcut?: string; act: () => void; children: React.ReactNode }) {
  return (
    <Hint label={label} shortcut={shortcut}>
      <button type="button" aria-label={label} className={`${css['section']} ${css['wide']}`} onClick={act}>{children}</button>
    </Hint>
  );
}
