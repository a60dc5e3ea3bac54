import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { profile, type Profile } from '../api/profile.ts';
import type { Summary } from '../api/types.ts';
import { queries } from '../live/queries.ts';

const key = (conversation: string) => ['profile', conversation];

/** The profile of whoever is behind an open conversation: read anew when the feed says that it changed, whoever did it. */
export function useProfile({ id, profile: version = 0, strands = [] }: Summary) {
  return useQuery({
    queryKey: [...key(id), version, strands.length],
    queryFn: ({ signal }) => profile(id, signal),
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
  });
}

/** A change on its way: what the server answers is shown at once, here and in every other pane of this page. */
export function useChange(conversation: string) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = async (asked: Promise<Profile>): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      const now = await asked;
      queries.setQueriesData<Profile>({ queryKey: key(conversation) }, () => now);
      return true;
    } catch (refused) {
      setError(refused);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, change, forget: () => setError(null) };
}
