import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const NEAR = 48;

/**
 * Scroll discipline: new messages scroll only those already at the bottom; everyone else gets a count. Older messages
 * put above leave what is read where it is.
 */
export function useThreadScroll(first: string | undefined, last: string | undefined, arrived: number, mine: number) {
  const flow = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const held = useRef({ first, height: 0, mine, top: 0 });
  const [atEnd, setAtEnd] = useState(true);
  const [readUpTo, setReadUpTo] = useState(arrived);

  const toEnd = useCallback(() => {
    const box = flow.current;
    if (box === null) return;
    stuck.current = true;
    setAtEnd(true);
    box.scrollTop = box.scrollHeight;
  }, []);

  useLayoutEffect(() => {
    const box = flow.current;
    if (box === null) return;
    const before = held.current;
    const grewAbove = first !== undefined && before.first !== undefined && first !== before.first;
    if (mine > before.mine) stuck.current = true;
    if (stuck.current) box.scrollTop = box.scrollHeight;
    else if (grewAbove) box.scrollTop = before.top + (box.scrollHeight - before.height);
    held.current = { first, height: box.scrollHeight, mine, top: box.scrollTop };
  }, [first, last, arrived, mine]);

  // Pictures that finish loading and a composer that grows keep the end in sight.
  useEffect(() => {
    const box = flow.current;
    const content = inner.current;
    if (box === null || content === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => {
      if (stuck.current) box.scrollTop = box.scrollHeight;
      held.current.height = box.scrollHeight;
    });
    observer.observe(content);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const onScroll = useCallback(() => {
    const box = flow.current;
    if (box === null) return;
    const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    stuck.current = near;
    held.current.top = box.scrollTop;
    setAtEnd(near);
  }, []);

  if (atEnd && readUpTo !== arrived) setReadUpTo(arrived);
  return { flow, inner, onScroll, toEnd, atEnd, below: atEnd ? 0 : arrived - readUpTo };
}
