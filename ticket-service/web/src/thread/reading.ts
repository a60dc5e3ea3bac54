import { useEffect } from 'react';
import type { Entry } from '../api/types.ts';
import { live } from '../live/live.ts';

/** Tells a web visitor that what they wrote was read, once it stands on a page somebody can see. */
export function useReadingNote(conversation: string | undefined, entries: Entry[] | undefined): void {
  const web = entries?.some(entry => entry.kind === 'message' && entry.channel === 'web') ?? false;
  const newest = web ? entries?.at(-1)?.seq : undefined;
  useEffect(() => {
    if (conversation === undefined || newest === undefined) return undefined;
    const tell = () => {
      if (document.visibilityState === 'visible') live.feed?.tell({ type: 'seen', conversation });
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [conversation, newest]);
}
