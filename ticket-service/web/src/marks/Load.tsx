import css from './marks.module.css';

/** Filled is held, outline is free, amber is full. Beyond twelve places the numbers alone are clearer. */
export function Load({ load, capacity, small = false }: { load: number; capacity: number; small?: boolean }) {
  if (capacity > 12 || capacity < 1) return null;
  return (
    <span className={`${css['load']} ${load >= capacity ? css['full'] : ''} ${small ? css['small'] : ''}`} aria-hidden>
      {Array.from({ length: capacity }, (_, place) => (
        <i key={place} className={place < load ? css['on'] : ''} />
      ))}
    </span>
  );
}
