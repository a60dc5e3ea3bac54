import { IconHandOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../live/queries.ts';
import { Button } from '../marks/Button.tsx';
import { changePresence } from './presence.ts';
import css from './frame.module.css';

/** Routing made one away because offers went unanswered: it says so, and how to come back. */
export function SilentStrip() {
  const { t } = useTranslation();
  const me = useMe().data;
  if (me === undefined || me.presence.cause !== 'silent' || me.presence.state === 'AVAILABLE') return null;
  return (
    <div className={css['strip']} role="alert">
      <IconHandOff size={16} stroke={1.75} aria-hidden />
      {t('presence.silent')}<small>{t('presence.silentHint')}</small>
      <Button small look="quiet" onClick={() => changePresence(me, 'AVAILABLE', null)}>{t('presence.back')}</Button>
    </div>
  );
}
