import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, type Fault } from '../api/problem.ts';
import { queries } from '../live/queries.ts';
import * as calls from './calls.ts';
import type { KindName, Terms } from './types.ts';

/** What else on the pages was read from the same things. */
const READ_FROM: Record<KindName, string[]> = {
  agents: ['agents', 'board', 'me'], desks: ['desks', 'rules'], skills: ['skills', 'rules'], statuses: ['statuses'], channels: ['weights'], links: ['profile'], users: ['agents', 'board', 'me'],
};

function refresh(kind: KindName): void {
  void queries.invalidateQueries({ queryKey: ['setup', kind] });
  void queries.invalidateQueries({ queryKey: ['setup', 'all'] });
  for (const key of READ_FROM[kind]) void queries.invalidateQueries({ queryKey: [key] });
}

export interface Thing<K extends KindName> {
  /** Null while it is not read yet. */
  terms: Terms[K] | null;
  failed: unknown;
  retry: () => void;
  dirty: boolean;
  faults: Fault[];
  problem: unknown;
  saving: boolean;
  change: (terms: Terms[K]) => void;
  discard: () => void;
  /** @returns whether it was saved */
  save: (id: string) => Promise<boolean>;
  remove: () => Promise<boolean>;
}

/** One thing that is edited: as it is kept, what was changed of it, and what is wrong with that. */
export function useThing<K extends KindName>(kind: K, id: string | null, fresh: Terms[K], form: (kept: Terms[K]) => Terms[K]): Thing<K> {
  const query = useQuery({ queryKey: ['setup', kind, id], enabled: id !== null, staleTime: 0, queryFn: ({ signal }) => calls.one(kind, id ?? '', signal) });
  const [edited, setEdited] = useState<Terms[K] | null>(null);
  const [tag, setTag] = useState<string | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const [saving, setSaving] = useState(false);
  const kept = query.data === undefined ? null : form(query.data.terms);

  const attempt = async (work: () => Promise<unknown>) => {
    setSaving(true);
    setFaults([]);
    setProblem(null);
    try {
      await work();
      setEdited(null);
      refresh(kind);
      return true;
    } catch (error) {
      if (error instanceof Problem) setFaults(error.faults);
      setProblem(error);
      return false;
    } finally {
      setSaving(false);
    }
  };

  return {
    terms: edited ?? (id === null ? fresh : kept),
    failed: query.error,
    retry: () => void query.refetch(),
    dirty: edited !== null,
    faults, problem, saving,
    // What is saved replaces what was on the page when the first change was made, and nothing newer.
    change: terms => {
      if (edited === null) setTag(query.data?.tag ?? null);
      setEdited(terms);
      setFaults([]);
      setProblem(null);
    },
    discard: () => {
      setEdited(null);
      setFaults([]);
      setProblem(null);
      if (id !== null) void query.refetch();
    },
    save: as => attempt(async () => queries.setQueryData(['setup', kind, as], await calls.save(kind, as, edited ?? fresh, id === null ? null : tag))),
    remove: () => attempt(() => calls.remove(kind, id ?? '')),
  };
}
