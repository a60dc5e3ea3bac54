import type { KeyboardEvent, PointerEvent } from 'react';
import { paneWidths } from '../look/settings.ts';
import { useStore } from '../live/store.ts';
import css from './frame.module.css';

const LIMITS = { list: [280, 480], customer: [260, 440] } as const;

/** The edge of a pane, to be dragged or moved with the arrow keys. Its place is remembered. */
export function Resizer({ side, label }: { side: 'list' | 'customer'; label: string }) {
  const width = useStore(paneWidths)[side];
  const [least, most] = LIMITS[side];
  const grows = side === 'list' ? 1 : -1;
  const set = (value: number) =>
    paneWidths.update(all => ({ ...all, [side]: Math.round(Math.min(most, Math.max(least, value))) }));
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const from = event.clientX;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => set(width + grows * (moved.clientX - from));
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code !== 'ArrowLeft' && event.code !== 'ArrowRight') return;
    event.preventDefault();
    set(width + grows * (event.code === 'ArrowRight' ? 16 : -16));
  };
  return (
    <div role="separator" aria-orientation="vertical" aria-label={label} aria-valuenow={width} aria-valuemin={least} aria-valuemax={most}
      tabIndex={0} className={`${css['resizer']} ${side === 'list' ? css['right'] : css['left']}`} onPointerDown={drag} onKeyDown={onKeyDown} />
  );
}
