import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { live } from '../live/live.ts';
import { useStore } from '../live/store.ts';
import { useNow } from '../look/now.ts';
import { Button } from '../marks/Button.tsx';
import { duration } from '../words/format.ts';
import css from './frame.module.css';

const PATIENCE = 1_500;

/** Says that the connection is lost, what still works, and when it is tried again. A blink is not worth a word. */
export function DisconnectedStrip() {
  const link = useStore(live.link);
  return link.state === 'lost' ? <Strip since={link.since} retryAt={link.retryAt} /> : null;
}

function Strip({ since, retryAt }: { since: number; retryAt: number | null }) {
  const { t } = useTranslation();
  const now = useNow(500);
  if (now - since < PATIENCE) return null;
  const left = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1000);
  return (
    <div className={css['strip']} role="status">
      <IconPlugConnectedX size={16} stroke={1.75} aria-hidden className="icon" />
      <span aria-live="off">{t('strip.lost', { time: duration(t, now - since) })}</span>
      <small>{t('strip.hint')}</small>
      <span className={css['space']} />
      <Button small onClick={() => live.feed?.retryNow()}>
        <span className="num">{left > 0 ? t('strip.retryIn', { count: left }) : t('strip.retrying')}</span>
      </Button>
    </div>
  );
}
