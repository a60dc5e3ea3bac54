import type { Channel } from '../api/types.ts';

/** Rules and hours as routing writes and reads them. */
export type Part = 'subject' | 'text' | 'both';

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { channels: Channel[] }
  | { doors: string[] }
  | { keywords: string[]; in?: Part }
  | { pattern: string; in?: Part }
  | { languages: string[] }
  | { attribute: string; values?: string[] }
  | { open: string }
  | { returning: boolean }
  | { rating: { from: number; to: number } }
  | { attachments: string[] }
  | { silence: number }
  | { domains: string[] };

export type Requirement =
  | { skill: string; level: number }
  | { all: Requirement[] }
  | { any: Requirement[] }
  | { not: Requirement };

export interface Step {
  requirement: Requirement;
  desk?: string;
  supervisors?: boolean;
  seconds?: number;
}

export interface Then {
  desk?: string;
  priority?: number;
  vip?: boolean;
  tags?: string[];
  steps?: Step[];
}

export interface Rule {
  id: string;
  name: string;
  order?: number;
  active: boolean;
  stop: boolean;
  when?: Condition;
  then: Then;
  version?: number;
}

export interface RuleSet {
  version: number;
  savedAt: string;
  savedBy: string | null;
  restored: number | null;
  items: Rule[];
}

export interface VersionHead extends Omit<RuleSet, 'items'> {
  added: string[];
  changed: string[];
  removed: string[];
}

export interface Message {
  text: string;
  subject?: string;
  channel: Channel;
  door?: string;
  from?: string;
  language?: string;
  at?: string;
  attachments?: string[];
  customer?: { returning?: boolean; rating?: number; attributes?: Record<string, string>; silence?: number };
}

export interface Judged {
  id: string;
  name: string;
  outcome: 'matched' | 'failed' | 'not-asked' | 'inactive';
  found?: string[];
  pointer?: string;
  condition?: Condition;
}

export interface Count {
  before: number;
  after: number;
}

export interface Past {
  days: number;
  from: string;
  whole: boolean;
  records: number;
  read: number;
  messages: number;
  changed: number;
  rules: Record<string, Count>;
  desks: Record<string, Count>;
  priorities: Record<string, Count>;
  needs: Record<string, Count>;
  tags: Record<string, Count>;
  vip: Count;
}

export interface Trial {
  version: number;
  at: string;
  verdict: {
    desk: string;
    priority: number;
    vip: boolean;
    tags: string[];
    steps: Step[];
    weight: number;
    language: string | null;
    closed: string | null;
  };
  rules: Judged[];
  past: Past | null;
}

export interface Interval {
  from: string;
  to: string;
}

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Day = (typeof DAYS)[number];

export interface Hours {
  zone: string;
  week: Partial<Record<Day, Interval[]>>;
  dates: Record<string, Interval[]>;
  outside: { do: 'queue' | 'overflow' | 'notice'; desk?: string };
  open?: boolean;
  changesAt?: string | null;
}

export interface Named {
  id: string;
  name: string;
}
