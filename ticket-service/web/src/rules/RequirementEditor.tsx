import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../marks/Button.tsx';
import { ANYONE, isAnyone } from './draft.ts';
import { Choice } from './Fields.tsx';
import type { Names } from './names.ts';
import type { Requirement } from './types.ts';
import { skillName } from './words.ts';
import css from './rules.module.css';

const LEVELS = ['1', '2', '3', '4', '5'].map(level => [level, `≥ ${level}`] as const);

/** Whom to look for: skills with their levels, joined by and, or, not; none of them is anyone at the desk. */
export function RequirementEditor({ requirement, names, onChange, depth = 0 }: {
  requirement: Requirement;
  names: Names;
  onChange: (requirement: Requirement) => void;
  depth?: number;
}) {
  const { t } = useTranslation();
  const kind = 'any' in requirement ? 'any' : 'all';
  const list: Requirement[] = 'any' in requirement ? requirement.any : 'all' in requirement ? requirement.all : [requirement];
  const put = (parts: Requirement[], as: 'all' | 'any' = kind) => {
    if (parts.length === 0) return onChange(ANYONE);
    const [only] = parts;
    onChange(parts.length === 1 && only !== undefined && 'skill' in only ? only : as === 'all' ? { all: parts } : { any: parts });
  };
  const change = (place: number, changed: Requirement) => put(list.map((one, other) => (other === place ? changed : one)));
  const first: Requirement = { skill: names.skills[0]?.id ?? '', level: 1 };
  return (
    <div className={css['requirement']}>
      {isAnyone(requirement) && <p className={css['always']}>{t('rules.anyone')}</p>}
      {list.length > 1 && (
        <Choice label={t('rules.groupKind')} value={kind} choices={[['all', t('rules.allOf')], ['any', t('rules.anyOf')]]} onChange={as => put(list, as)} />
      )}
      {list.map((one, place) => {
        const negated = 'not' in one;
        const inner = negated ? one.not : one;
        return (
          <div key={place} className={css['row']}>
            <Choice label={t('rules.negation')} value={negated ? 'not' : 'has'} choices={[['has', t('rules.has')], ['not', t('rules.hasNot')]]}
              onChange={chosen => change(place, chosen === 'not' ? { not: inner } : inner)} />
            {'skill' in inner ? (
              <>
                <Choice label={t('rules.skill')} value={inner.skill} grow choices={skillChoices(t, names, inner.skill)}
                  onChange={skill => change(place, wrapped({ ...inner, skill }, negated))} />
                <Choice label={t('rules.level')} value={String(inner.level)} choices={LEVELS} onChange={level => change(place, wrapped({ ...inner, level: Number(level) }, negated))} />
              </>
            ) : depth < 2 ? (
              <RequirementEditor requirement={inner} names={names} depth={depth + 1} onChange={changed => change(place, wrapped(changed, negated))} />
            ) : <span className={css['grow']}>…</span>}
            <IconButton label={t('rules.removeSkill')} tiny onClick={() => put(list.filter((_, other) => other !== place))}><IconX size={14} stroke={1.9} aria-hidden /></IconButton>
          </div>
        );
      })}
      <div className={css['row']}>
        <Button look="quiet" small disabled={names.skills.length === 0} onClick={() => put([...list, first])}><IconPlus size={14} stroke={1.9} aria-hidden />{t('rules.addSkill')}</Button>
        {depth < 2 && list.length > 0 && (
          <Button look="quiet" small onClick={() => put([...list, { any: [first, first] }])}><IconPlus size={14} stroke={1.9} aria-hidden />{t('rules.addGroup')}</Button>
        )}
      </div>
    </div>
  );
}

const wrapped = (requirement: Requirement, negated: boolean): Requirement => (negated ? { not: requirement } : requirement);

function skillChoices(t: Parameters<typeof skillName>[0], names: Names, named: string): (readonly [string, string])[] {
  const known = names.skills.map(skill => skill.id);
  return [...known, ...(known.includes(named) ? [] : [named])].map(id => [id, skillName(t, names.skills, id)] as const);
}
