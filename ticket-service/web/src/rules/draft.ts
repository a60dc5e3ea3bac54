import type { Fault } from '../api/problem.ts';
import type { Requirement, Rule, Step } from './types.ts';

/** Rules as they would be sent: without what the server adds, so that what is alike compares alike. */
export function plain(rules: Rule[]): Rule[] {
  return rules.map(({ id, name, active, stop, when, then }) => ({ id, name, active, stop, ...(when === undefined ? {} : { when }), then }));
}

export const alike = (one: Rule[], other: Rule[]) => JSON.stringify(plain(one)) === JSON.stringify(plain(other));

/** The rules of a draft that are new or say something else than the saved ones. */
export function changed(draft: Rule[], saved: Rule[]): Rule[] {
  const before = new Map(plain(saved).map(rule => [rule.id, JSON.stringify(rule)]));
  return plain(draft).filter(rule => before.get(rule.id) !== JSON.stringify(rule));
}

export const removed = (draft: Rule[], saved: Rule[]) => saved.filter(rule => !draft.some(one => one.id === rule.id));

export function moved<T>(list: T[], from: number, to: number): T[] {
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length) return list;
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

/** An id of its own for a new rule, told from its name where that has Latin letters. */
export function freeId(name: string, taken: string[]): string {
  const base = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'rule';
  if (!taken.includes(base)) return base;
  let count = 2;
  while (taken.includes(`${base}-${count}`)) count++;
  return `${base}-${count}`;
}

/** Faults of one rule, their pointers within it. The server names it by its place in the set, or in a trial's. */
export function faultsOf(faults: Fault[], place: number): Fault[] {
  const prefixes = [`/items/${place}`, `/rules/items/${place}`];
  return faults.flatMap(fault => {
    const prefix = prefixes.find(one => fault.pointer === one || fault.pointer.startsWith(`${one}/`));
    return prefix === undefined ? [] : [{ ...fault, pointer: fault.pointer.slice(prefix.length) }];
  });
}

export const ANYONE: Requirement = { all: [] };
export const isAnyone = (requirement: Requirement) => 'all' in requirement && requirement.all.length === 0;

/** Steps of which every one but the last has an end, and the last has none. */
export function ladder(steps: Step[]): Step[] {
  return steps.map((step, at) => {
    if (at < steps.length - 1) return { ...step, seconds: step.seconds ?? 120 };
    const { seconds: _, ...last } = step;
    return last;
  });
}
