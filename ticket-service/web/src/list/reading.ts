import { useRef, useState, type FocusEvent, type PointerEvent } from 'react';

/** Whether pointer or focus is in the list, so that somebody may be about to press a row. */
export function useReading() {
  const [reading, setReading] = useState(false);
  const parts = useRef({ pointer: false, focus: false });
  const tell = (change: Partial<typeof parts.current>) => {
    parts.current = { ...parts.current, ...change };
    setReading(parts.current.pointer || parts.current.focus);
  };
  return {
    reading,
    watch: {
      onPointerEnter: () => tell({ pointer: true }),
      // A focused row that was scrolled out of the page says no goodbye: look where the focus really is.
      onPointerLeave: (event: PointerEvent<HTMLElement>) =>
        tell({ pointer: false, focus: event.currentTarget.contains(document.activeElement) }),
      onFocus: () => tell({ focus: true }),
      onBlur: (event: FocusEvent<HTMLElement>) => {
        if (!event.currentTarget.contains(event.relatedTarget)) tell({ focus: false });
      },
    },
  };
}
