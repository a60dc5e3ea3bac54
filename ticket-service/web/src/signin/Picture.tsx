import { ChannelGlyph } from '../marks/ChannelMark.tsx';

/** Three channels, one thread. */
export function Picture() {
  return (
    <svg viewBox="0 0 520 260" fill="none" strokeWidth="2.5" strokeLinecap="round" aria-hidden>
      <path d="M74 44C230 44 210 130 330 130" stroke="var(--tg)" />
      <path d="M74 130H330" stroke="var(--mail)" />
      <path d="M74 216C230 216 210 130 330 130" stroke="var(--web)" />
      <path d="M330 130H452" stroke="var(--accent)" strokeWidth="4" />
      <circle cx="466" cy="130" r="14" fill="var(--accent)" />
      {(['telegram', 'mail', 'web'] as const).map((channel, place) => (
        <g key={channel} style={{ color: `var(--${channel === 'telegram' ? 'tg' : channel})` }}>
          <circle cx="50" cy={44 + place * 86} r="24" fill="var(--surface)" stroke="currentColor" strokeWidth="2" />
          <g transform={`translate(39 ${33 + place * 86})`}><ChannelGlyph channel={channel} size={22} /></g>
        </g>
      ))}
    </svg>
  );
}
