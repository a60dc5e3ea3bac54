import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../marks/Button.tsx';
import { bare, fresh, group, isGroup, negate, withOne } from './conditions.ts';
import { ConditionRow } from './ConditionRow.tsx';
import { FaultLine, useFaults } from './Faults.tsx';
import { Choice } from './Fields.tsx';
import type { Names } from './names.ts';
import type { Condition } from './types.ts';
import css from './rules.module.css';

interface Props {
  when: Condition | undefined;
  pointer: string;
  names: Names;
  disabled: boolean;
  onChange: (when: Condition | undefined) => void;
}

/** What a rule asks: rows of one group, which may hold groups. Without any it always holds. */
export function ConditionEditor({ when, pointer, names, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const add = (added: Condition) => onChange(withOne(when, added));
  return (
    <>
      {when === undefined && <p className={css['always']}>{t('rules.always')}</p>}
      {when !== undefined && <Group condition={isGroup(when) ? when : { all: [when] }} at={isGroup(when) ? pointer : null} single={pointer} {...{ names, disabled }} depth={0}
        onChange={changed => onChange(changed)} />}
      {!disabled && (
        <div className={css['row']}>
          <span className={css['lead']} />
          <Button look="quiet" small onClick={() => add(fresh('both', names.firstDesk))}><IconPlus size={14} stroke={1.9} aria-hidden />{t('rules.addCondition')}</Button>
          <Button look="quiet" small onClick={() => add({ any: [fresh('both', names.firstDesk), fresh('channel', names.firstDesk)] })}>
            <IconPlus size={14} stroke={1.9} aria-hidden />{t('rules.addGroup')}
          </Button>
        </div>
      )}
    </>
  );
}

/** `at` is the group's own place; null where it is a single condition shown as a group, which stands at `single`. */
function Group({ condition, at, single, names, disabled, depth, onChange }: {
  condition: { all: Condition[] } | { any: Condition[] };
  at: string | null;
  single: string;
  names: Names;
  disabled: boolean;
  depth: number;
  onChange: (condition: Condition | undefined) => void;
}) {
  const { t } = useTranslation();
  const kind = 'all' in condition ? 'all' : 'any';
  const list = 'all' in condition ? condition.all : condition.any;
  const own = useFaults(at === null ? '\u0000' : `${at}/${kind}`);
  const change = (place: number, changed: Condition | undefined) =>
    onChange(group(kind, list.flatMap((one, other) => (other !== place ? [one] : changed === undefined ? [] : [changed]))));
  const lead = (place: number) => {
    if (place > 0) return <span className={css['lead']}>{t(kind === 'all' ? 'rules.and' : 'rules.or')}</span>;
    if (list.length < 2) return <span className={css['lead']}>{depth === 0 ? t('rules.if') : ''}</span>;
    return (
      <span className={css['leadChoice']}>
        <Choice label={t('rules.groupKind')} value={kind} disabled={disabled} choices={[['all', t('rules.allOf')], ['any', t('rules.anyOf')]]}
          onChange={chosen => onChange(group(chosen, list))} />
      </span>
    );
  };
  return (
    <>
      {list.map((one, place) => {
        const pointer = at === null ? single : `${at}/${kind}/${place}`;
        const { inner, negated, pointer: below } = bare(one, pointer);
        if (isGroup(inner)) {
          return (
            <div key={place} className={css['row']}>
              {lead(place)}
              <div className={css['nested']} role="group" aria-label={t('rules.group')}>
                <div className={css['row']}>
                  <Choice label={t('rules.negation')} value={negated ? 'not' : 'is'} disabled={disabled} choices={[['is', t('rules.groupHolds')], ['not', t('rules.groupFails')]]}
                    onChange={chosen => change(place, negate(inner, chosen === 'not'))} />
                  {!disabled && depth < 3 && (
                    <Button look="quiet" small onClick={() => change(place, negate(withOne(inner, fresh('both', names.firstDesk)), negated))}>
                      <IconPlus size={14} stroke={1.9} aria-hidden />{t('rules.addCondition')}
                    </Button>
                  )}
                </div>
                <Group condition={inner} at={below} single={below} {...{ names, disabled }} depth={depth + 1}
                  onChange={changed => change(place, changed === undefined ? undefined : negate(changed, negated))} />
              </div>
              {!disabled && <IconButton label={t('rules.removeGroup')} onClick={() => change(place, undefined)}><IconX size={14} stroke={1.9} aria-hidden /></IconButton>}
            </div>
          );
        }
        return (
          <ConditionRow key={place} lead={lead(place)} leaf={inner} negated={negated} pointer={below} names={names} disabled={disabled}
            onChange={(changed, not) => change(place, negate(changed, not))} onRemove={() => change(place, undefined)} />
        );
      })}
      <FaultLine faults={own} />
    </>
  );
}
