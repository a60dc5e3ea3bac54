import type { TFunction } from 'i18next';
import type { Fault } from '../api/problem.ts';
import { urgency } from '../marks/Priority.tsx';
import { duration, word } from '../words/format.ts';
import { bare, isGroup } from './conditions.ts';
import { isAnyone } from './draft.ts';
import type { Condition, Named, Requirement, Rule, Step } from './types.ts';

/** Rules in words. */
export const nameOf = (list: Named[] | undefined, id: string) => list?.find(one => one.id === id)?.name ?? id;

export function deskName(t: TFunction, desks: Named[] | undefined, id: string): string {
  return t(`desk.${id}`, { defaultValue: nameOf(desks, id) });
}

export function skillName(t: TFunction, skills: Named[] | undefined, id: string): string {
  return t(`skill.${id}`, { defaultValue: nameOf(skills, id) });
}

export function requirementWords(t: TFunction, skills: Named[] | undefined, requirement: Requirement, inner = false): string {
  if ('skill' in requirement) return `${skillName(t, skills, requirement.skill).toLowerCase()}\u00a0≥\u00a0${requirement.level}`;
  if ('not' in requirement) return t('rules.notNeeded', { need: requirementWords(t, skills, requirement.not, true) });
  if (isAnyone(requirement)) return t('rules.anyone');
  const [list, join] = 'all' in requirement ? [requirement.all, t('rules.and')] : [requirement.any, t('rules.or')];
  const text = list.map(one => requirementWords(t, skills, one, true)).join(` ${join} `);
  return inner && list.length > 1 ? `(${text})` : text;
}

export function stepWords(t: TFunction, skills: Named[] | undefined, desks: Named[] | undefined, step: Step): string {
  const parts = [requirementWords(t, skills, step.requirement)];
  if (step.supervisors === true) parts.push(t('rules.onlySupervisors'));
  if (step.desk !== undefined) parts.push(t('rules.atDesk', { desk: deskName(t, desks, step.desk) }));
  return parts.join(', ');
}

/** What a rule says, in a line. */
export function ruleWords(t: TFunction, skills: Named[] | undefined, desks: Named[] | undefined, rule: Rule): string {
  if (!rule.active) return t('rules.off');
  const { desk, priority, vip, tags, steps } = rule.then;
  const said: string[] = [];
  if (steps !== undefined && steps.length > 0) said.push(ladderWords(t, skills, steps));
  if (desk !== undefined) said.push(t('rules.toDesk', { desk: deskName(t, desks, desk) }));
  if (priority !== undefined) said.push(t(`priority.${urgency(priority)}`).toLowerCase());
  if (vip === true) said.push('VIP');
  if (tags !== undefined && tags.length > 0) said.push(tags.map(tag => `#${tag}`).join(' '));
  return said.length === 0 ? t('rules.nothing') : said.join(', ');
}

/** Steps in a line, each further level of the same skill by its number alone: "refunds ≥ 4 → 3 → anyone". */
function ladderWords(t: TFunction, skills: Named[] | undefined, steps: Step[]): string {
  return steps.map((step, at) => {
    const { requirement } = step;
    const before = steps[at - 1]?.requirement;
    if (isAnyone(requirement)) return at === 0 ? t('rules.anyone') : t('rules.anyoneShort');
    if (before !== undefined && 'skill' in before && 'skill' in requirement && before.skill === requirement.skill) return String(requirement.level);
    return requirementWords(t, skills, requirement);
  }).join(' → ');
}

/** Why a condition did not hold, in words. */
export function failedWords(t: TFunction, desks: Named[] | undefined, condition: Condition): string {
  const { inner, negated } = bare(condition);
  if (isGroup(inner)) return t(negated ? 'rules.failed.notGroup' : 'all' in inner ? 'rules.failed.all' : 'rules.failed.any');
  const kind = Object.keys(inner).find(key => key !== 'in' && key !== 'values') ?? '';
  return t(`rules.failed.${negated ? 'not.' : ''}${kind}`, { value: valueWords(t, desks, inner), defaultValue: kind });
}

function valueWords(t: TFunction, desks: Named[] | undefined, condition: Condition): string {
  if ('channels' in condition) return condition.channels.map(one => t(`channel.${one}`)).join(', ');
  if ('keywords' in condition) return condition.keywords.join(', ');
  if ('pattern' in condition) return condition.pattern;
  if ('languages' in condition) return condition.languages.map(one => languageName(t, one)).join(', ');
  if ('attribute' in condition) return (condition.values ?? []).length === 0 ? condition.attribute : `${condition.attribute}: ${condition.values?.join(', ')}`;
  if ('open' in condition) return deskName(t, desks, condition.open);
  if ('silence' in condition) return duration(t, condition.silence * 1000);
  if ('doors' in condition) return condition.doors.join(', ');
  if ('domains' in condition) return condition.domains.join(', ');
  if ('attachments' in condition) return condition.attachments.map(one => word(t, 'rules.kind', one)).join(', ');
  return '';
}

export const languageName = (t: TFunction, code: string) => word(t, 'rules.language', code);

export const faultWords = (t: TFunction, fault: Fault) => t(`rules.fault.${fault.code}`, { detail: fault.detail, defaultValue: fault.detail });
