import type { TFunction } from 'i18next';
import { useState } from 'react';
import { Problem, type Fault } from '../api/problem.ts';
import { cause } from '../words/format.ts';
import * as calls from './calls.ts';
import { alike, changed, freeId, moved, plain, removed } from './draft.ts';
import type { Rule, RuleSet } from './types.ts';

type Failure = { kind: 'import' } | { kind: 'meanwhile' } | { kind: 'faults'; count: number } | { kind: 'other'; error: unknown };

/** What is being edited, until it is put live or discarded. A newer saved set replaces an untouched draft only. */
export function useDraft(set: RuleSet) {
  const [edited, setEdited] = useState<Rule[] | null>(null);
  const [base, setBase] = useState(set);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  if (edited === null && base !== set) setBase(set);

  const items = edited ?? base.items;
  const dirty = edited !== null && !alike(edited, base.items);
  const put = (rules: Rule[]) => {
    setEdited(alike(rules, base.items) ? null : rules);
    setFaults([]);
    setFailure(null);
  };
  const fail = (error: unknown) => {
    if (error instanceof Problem && error.faults.length > 0) {
      setFaults(error.faults);
      setFailure({ kind: 'faults', count: error.faults.length });
    } else setFailure(error instanceof Problem && error.status === 412 ? { kind: 'meanwhile' } : { kind: 'other', error });
  };
  const send = async (work: () => Promise<RuleSet>, done: (saved: RuleSet) => void) => {
    setSaving(true);
    setFailure(null);
    setFaults([]);
    try {
      const saved = await work();
      setEdited(null);
      setBase(saved);
      done(saved);
    } catch (error) {
      fail(error);
    } finally {
      setSaving(false);
    }
  };

  return {
    items,
    dirty,
    faults,
    saving,
    change: (place: number, rule: Rule) => put(items.map((one, at) => (at === place ? rule : one))),
    move: (from: number, to: number) => put(moved(items, from, to)),
    add: (place: number, rule: Rule): string => {
      const id = freeId(rule.name, items.map(one => one.id));
      put([...items.slice(0, place), { ...rule, id }, ...items.slice(place)]);
      return id;
    },
    /** @returns the rule that stands there then */
    remove: (place: number): string | undefined => {
      const rest = items.filter((_, at) => at !== place);
      put(rest);
      return rest[Math.min(place, rest.length - 1)]?.id;
    },
    discard: () => {
      setEdited(null);
      setBase(set);
      setFaults([]);
      setFailure(null);
    },
    import: (text: string) => {
      try {
        const read = JSON.parse(text) as { items?: unknown };
        if (!Array.isArray(read.items)) throw new SyntaxError('no items');
        put((read.items as Partial<Rule>[]).map(rule => ({ ...rule, active: rule.active ?? true, stop: rule.stop ?? false, then: rule.then ?? {} })) as Rule[]);
      } catch {
        setFailure({ kind: 'import' });
      }
    },
    save: (done: (saved: RuleSet) => void) => send(() => calls.saveRules(plain(items), base.version), done),
    restore: (version: number, done: (saved: RuleSet) => void) => send(() => calls.restore(version, set.version), done),
    /** What went wrong, or what is changed. */
    hint: (t: TFunction): string => {
      if (failure !== null) {
        if (failure.kind === 'faults') return t('rules.saveFaults', { count: failure.count });
        if (failure.kind === 'other') return t('rules.saveFailed', { cause: cause(t, failure.error) });
        return t(failure.kind === 'import' ? 'rules.importFailed' : 'rules.meanwhile');
      }
      if (!dirty) return '';
      const names = [...changed(items, base.items).map(rule => rule.name), ...removed(items, base.items).map(rule => t('rules.removedName', { name: rule.name }))];
      return names.length === 0 ? t('rules.orderChanged') : t('rules.changedNames', { names: names.join(', ') });
    },
  };
}
