import type { Channel } from '../api/types.ts';
import type { Condition, Part } from './types.ts';

/** A condition apart from whether it is negated. */
export type Leaf = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>;

/** What a condition is about; the first choice of a row. */
export const ABOUT = [
  'both', 'text', 'subject', 'channel', 'door', 'language', 'domain', 'attachment', 'attribute', 'returning', 'rating', 'silence', 'hours',
] as const;
export type About = (typeof ABOUT)[number];

export const isGroup = (condition: Condition): condition is { all: Condition[] } | { any: Condition[] } =>
  'all' in condition || 'any' in condition;

/** The condition under all its negations, whether these leave one, and where it stands below `pointer`. */
export function bare(condition: Condition, pointer = ''): { inner: Exclude<Condition, { not: Condition }>; negated: boolean; pointer: string } {
  let negated = false;
  let inner = condition;
  while ('not' in inner) {
    negated = !negated;
    inner = inner.not;
    pointer += '/not';
  }
  return { inner, negated, pointer };
}

export const negate = (condition: Condition, negated: boolean): Condition => (negated ? { not: condition } : condition);

export function aboutOf(leaf: Leaf): About {
  if ('keywords' in leaf || 'pattern' in leaf) return leaf.in ?? 'both';
  if ('channels' in leaf) return 'channel';
  if ('doors' in leaf) return 'door';
  if ('languages' in leaf) return 'language';
  if ('domains' in leaf) return 'domain';
  if ('attachments' in leaf) return 'attachment';
  if ('attribute' in leaf) return 'attribute';
  if ('returning' in leaf) return 'returning';
  if ('rating' in leaf) return 'rating';
  if ('silence' in leaf) return 'silence';
  return 'hours';
}

/** A condition to begin with, which asks nothing yet where there is something to name. */
export function fresh(about: About, desk: string): Leaf {
  switch (about) {
    case 'channel': return { channels: [] };
    case 'door': return { doors: [] };
    case 'language': return { languages: [] };
    case 'domain': return { domains: [] };
    case 'attachment': return { attachments: [] };
    case 'attribute': return { attribute: '', values: [] };
    case 'returning': return { returning: true };
    case 'rating': return { rating: { from: 1, to: 2 } };
    case 'silence': return { silence: 3600 };
    case 'hours': return { open: desk };
    default: return words([], about);
  }
}

export const words = (keywords: string[], part: Part): Leaf => (part === 'both' ? { keywords } : { keywords, in: part });
export const pattern = (written: string, part: Part): Leaf => (part === 'both' ? { pattern: written } : { pattern: written, in: part });

export const CHANNELS: Channel[] = ['telegram', 'mail', 'web'];
export const LANGUAGES = ['ru', 'uk', 'kk', 'en', 'de'];
export const KINDS = ['image', 'document', 'voice', 'audio', 'video', 'sticker', 'location', 'contact', 'poll', 'mail', 'other'];

/** Adds a condition to what a rule asks: beside the others of a group, or beside the one there is. */
export function withOne(when: Condition | undefined, added: Condition): Condition {
  if (when === undefined) return added;
  if ('all' in when) return { all: [...when.all, added] };
  if ('any' in when) return { any: [...when.any, added] };
  return { all: [when, added] };
}

/** A group of what is left: itself where that is one, nothing where it is none. */
export function group(kind: 'all' | 'any', conditions: Condition[]): Condition | undefined {
  if (conditions.length < 2) return conditions[0];
  return kind === 'all' ? { all: conditions } : { any: conditions };
}
