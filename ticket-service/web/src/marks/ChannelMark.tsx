import { IconBrandTelegram, IconMail, IconMessageCircle, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../api/types.ts';
import css from './marks.module.css';

/** A channel is known by its glyph; its colour only helps. */
const glyphs: Record<Channel, Icon> = { telegram: IconBrandTelegram, mail: IconMail, web: IconMessageCircle };
export const tints: Record<Channel, string> = { telegram: 'tg', mail: 'mail', web: 'web' };

export function ChannelGlyph({ channel, size = 16 }: { channel: Channel; size?: number }) {
  const Glyph = glyphs[channel];
  return <Glyph size={size} stroke={size < 14 ? 2 : 1.75} aria-hidden className="icon" />;
}

export function ChannelMark({ channel, small = false }: { channel: Channel; small?: boolean }) {
  const { t } = useTranslation();
  return (
    <span
      className={`${css['mark']} ${tints[channel]} ${small ? css['small'] : ''}`}
      role="img"
      aria-label={t(`channel.${channel}`)}
      title={t(`channel.${channel}`)}
    >
      <ChannelGlyph channel={channel} size={small ? 13 : 16} />
    </span>
  );
}
