import { useEffect, useState } from 'react';

/** The present, told again every so often, so that waiting times age. */
export function useNow(every = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** True once something has lasted a while: a skeleton shown at once only flickers. */
export function useLasting(active: boolean, after = 150): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!active) return undefined;
    const timer = setTimeout(() => setLasting(true), after);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [active, after]);
  return active && lasting;
}
