import type { Presence } from '../api/types.ts';

/** What supervisors set up, as routing writes and reads it. */
export const KINDS = ['agents', 'desks', 'skills', 'statuses', 'channels', 'links', 'users'] as const;
export type KindName = (typeof KINDS)[number];

export interface SkillLevel {
  skill: string;
  level: number;
}

export type ChannelCode = 'TELEGRAM' | 'MAIL' | 'WEB';
export const CHANNELS: ChannelCode[] = ['TELEGRAM', 'MAIL', 'WEB'];

/** What one can take; `limits` are conversations of a channel at most. */
export interface AgentTerms {
  desks: string[];
  skills: SkillLevel[];
  capacity: number;
  limits: Partial<Record<ChannelCode, number>>;
  supervisor: boolean;
}

export interface AgentView extends AgentTerms {
  id: string;
  name: string;
  active: boolean;
}

export type PriorityClass = 'URGENT' | 'HIGH' | 'NORMAL' | 'LOW';
export const CLASSES: PriorityClass[] = ['URGENT', 'HIGH', 'NORMAL', 'LOW'];

/** How a desk routes; times in seconds. Without `ring` agents are not asked, without `worthMinutes` every point counts. */
export interface Policy {
  choosing: 'BEST_FIT' | 'ROUND_ROBIN' | 'LONGEST_IDLE' | 'SHUFFLED';
  ordering: 'SCORE' | 'STRICT_CLASSES' | 'SLA_DUE';
  worthMinutes: Partial<Record<PriorityClass, number>> | null;
  dueAfterSeconds: number;
  ring: { seconds: number; silences: number } | null;
  lastAgentSeconds: number;
  lastAgentWaitSeconds: number;
  offlineGraceSeconds: number;
  disconnectGraceSeconds: number;
  answeredStay: boolean;
  restAfterSeconds: number;
  overflow: { desk: string; afterSeconds: number } | null;
}

/** A desk that is being made has no policy yet: it gets the installation's. */
export interface DeskTerms {
  name: string;
  pool?: string;
  policy?: Policy;
  /** What stands below its agents' mails; without one the mailbox's does. */
  signature?: { ru?: string | null; en?: string | null } | null;
}

export interface SkillTerms {
  name: string;
}

export interface StatusTerms {
  names: { ru: string; en: string };
  presence: Presence;
}

export interface ChannelTerms {
  weight: number;
}

/** A page of another system about a customer; places in braces are filled. */
export interface LinkTerms {
  name: string;
  template: string;
}

export const ROLES = ['agent', 'supervisor', 'admin'] as const;
export type RoleName = (typeof ROLES)[number];

/** Who may sign in, as administrators see it. A password is only ever sent; without one it stays as it is. */
export interface UserTerms {
  name: string;
  roles: RoleName[];
  language: 'ru' | 'en' | null;
  active: boolean;
  password?: string | undefined;
}

/** What is saved of each kind. */
export interface Terms {
  agents: AgentTerms;
  desks: DeskTerms;
  skills: SkillTerms;
  statuses: StatusTerms;
  channels: ChannelTerms;
  links: LinkTerms;
  users: UserTerms;
}

/** One thing of a kind as it is listed. */
export interface Listed {
  id: string;
  name: string;
  hint: string;
  left?: boolean;
}
