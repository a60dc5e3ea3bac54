import css from './marks.module.css';

interface Props {
  load: number;
  capacity: number;
  /** Places that are offered and not taken yet. */
  offered?: number;
  small?: boolean;
}

/** Filled is held, striped is offered, outline is free, amber is full. Beyond twelve places the numbers alone are clearer. */
export function Load({ load, capacity, offered = 0, small = false }: Props) {
  const places = Math.max(capacity, load);
  if (places > 12 || capacity < 1) return null;
  const look = (place: number) => (place < load ? css['on'] : place < load + offered ? css['offered'] : '');
  return (
    <span className={`${css['load']} ${load >= capacity ? css['full'] : ''} ${small ? css['small'] : ''}`} aria-hidden>
      {Array.from({ length: places }, (_, place) => (
        <i key={place} className={`${look(place)} ${place >= capacity ? css['excess'] : ''}`} />
      ))}
    </span>
  );
}
