import type { TFunction } from 'i18next';
import type { Need, NeedStep, Requirement, Work } from '../api/types.ts';
import { word } from '../words/format.ts';

/** What a conversation needs now and next, and who meets it. The order and the timing are routing's. */
export const ANYONE: Requirement = { all: [] };

/** The steps of a conversation; one of plain skills where routing named no steps. */
export function stepsOf(work: Work): NeedStep[] {
  const steps = work.steps ?? [];
  return steps.length > 0 ? steps : [{ requirement: { all: work.needs }, desk: null, supervisors: false, seconds: null }];
}

export interface Force {
  /** Which step is in force. */
  at: number;
  step: NeedStep;
  /** When the next one comes into force, null for never. */
  ends: number | null;
}

/** The step in force at `now` of a conversation that waits since `since`: the first whose end is later. */
export function inForce(work: Work, now: number): Force {
  const steps = stepsOf(work);
  const since = work.since === null ? now : Date.parse(work.since);
  let end = since;
  for (const [at, step] of steps.entries()) {
    if (step.seconds === null || at === steps.length - 1) return { at, step, ends: null };
    end += step.seconds * 1000;
    if (end > now) return { at, step, ends: end };
  }
  return { at: 0, step: steps[0] ?? { requirement: ANYONE, desk: null, supervisors: false, seconds: null }, ends: null };
}

export function meets(skills: Need[], requirement: Requirement): boolean {
  if ('skill' in requirement) return skills.some(has => has.skill === requirement.skill && has.level >= requirement.level);
  if ('all' in requirement) return requirement.all.every(part => meets(skills, part));
  if ('any' in requirement) return requirement.any.some(part => meets(skills, part));
  return !meets(skills, requirement.not);
}

export function isAnyone(requirement: Requirement): boolean {
  return 'all' in requirement && requirement.all.every(isAnyone);
}

/** The skills that a requirement asks for, not those it forbids. */
export function skillsOf(requirement: Requirement): Need[] {
  if ('skill' in requirement) return [requirement];
  if ('all' in requirement) return requirement.all.flatMap(skillsOf);
  if ('any' in requirement) return requirement.any.flatMap(skillsOf);
  return [];
}

/** A requirement in words: parts that all must hold, each as one chip. */
export function partsOf(t: TFunction, requirement: Requirement): string[] {
  if ('all' in requirement) return requirement.all.flatMap(part => partsOf(t, part));
  return [wordsOf(t, requirement)];
}

export function wordsOf(t: TFunction, requirement: Requirement): string {
  if ('skill' in requirement) return `${word(t, 'skill', requirement.skill)}\u00a0≥\u00a0${requirement.level}`;
  if ('all' in requirement) return isAnyone(requirement) ? t('step.anyone') : requirement.all.map(part => inner(t, part)).join(t('step.and'));
  if ('any' in requirement) return requirement.any.map(part => inner(t, part)).join(t('step.or'));
  return t('step.not', { what: inner(t, requirement.not) });
}

function inner(t: TFunction, part: Requirement): string {
  const plain = 'skill' in part || 'not' in part;
  return plain ? wordsOf(t, part) : `(${wordsOf(t, part)})`;
}

/** A step in words: whom it asks, and where. */
export function stepWords(t: TFunction, step: NeedStep): string {
  const who = step.supervisors ? t('step.supervisor') : isAnyone(step.requirement) ? t('step.anyone') : wordsOf(t, step.requirement);
  return step.desk === null ? who : t('step.atDesk', { who, desk: word(t, 'desk', step.desk) });
}
