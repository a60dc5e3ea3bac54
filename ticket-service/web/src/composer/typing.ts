import { useCallback, useRef } from 'react';
import { live } from '../live/live.ts';

const EVERY = 4_000;

/** Tells the customer's screen that an answer is being written, at most every few seconds. */
export function useTypingNote(conversation: string): () => void {
  const last = useRef(0);
  return useCallback(() => {
    const now = Date.now();
    if (now - last.current < EVERY) return;
    last.current = now;
    live.feed?.tell({ type: 'typing', conversation });
  }, [conversation]);
}
