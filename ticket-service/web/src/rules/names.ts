import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import * as calls from './calls.ts';
import type { Named } from './types.ts';
import { deskName } from './words.ts';

/** What rules name: desks and skills as they are called. */
export interface Names {
  desks: Named[];
  skills: Named[];
  firstDesk: string;
}

export function useNames(): Names {
  const desks = useQuery({ queryKey: ['rules', 'desks'], staleTime: 60_000, queryFn: ({ signal }) => calls.desks(signal) }).data ?? [];
  const skills = useQuery({ queryKey: ['rules', 'skills'], staleTime: 60_000, queryFn: ({ signal }) => calls.skills(signal) }).data ?? [];
  return { desks, skills, firstDesk: desks[0]?.id ?? 'support' };
}

/** The desks to choose from; one that is named already is among them, even if it is gone. */
export function deskChoices(t: TFunction, names: Names, named?: string): (readonly [string, string])[] {
  const known = names.desks.map(desk => desk.id);
  return [...known, ...(named === undefined || known.includes(named) ? [] : [named])].map(id => [id, deskName(t, names.desks, id)] as const);
}
