import { useQuery } from '@tanstack/react-query';
import { identity } from '../api/identity.ts';
import type { Summary } from '../api/types.ts';
import { queries } from '../live/queries.ts';

const key = (conversation: string) => ['identity', conversation];

/** Who is behind an open conversation: read anew when the customer writes and when strands join or leave. */
export function useIdentity({ id, lastPlace, strands = [] }: Summary) {
  return useQuery({
    queryKey: [...key(id), lastPlace, strands.length],
    queryFn: ({ signal }) => identity(id, signal),
    placeholderData: before => (before?.conversation === id ? before : undefined),
  });
}

export const readIdentityAgain = (conversation: string): void => {
  void queries.invalidateQueries({ queryKey: key(conversation) });
};
