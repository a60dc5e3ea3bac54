import { keptStore } from '../live/store.ts';

/** Up to which entry this person has read each conversation, in this browser. */
export const seen = keptStore<Record<string, number>>('onethread.seen', {});
const KEEP = 500;

export function markSeen(conversation: string, seq: number): void {
  seen.update(all => {
    if ((all[conversation] ?? 0) >= seq) return all;
    const { [conversation]: _, ...others } = all;
    return Object.fromEntries([...Object.entries(others).slice(1 - KEEP), [conversation, seq]]);
  });
}
