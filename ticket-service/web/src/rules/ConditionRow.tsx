import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../marks/Button.tsx';
import { ABOUT, aboutOf, fresh, pattern, words, type About, type Leaf } from './conditions.ts';
import { ConditionValue } from './ConditionValue.tsx';
import { FaultLine, useFaults } from './Faults.tsx';
import { Choice } from './Fields.tsx';
import type { Names } from './names.ts';
import type { Part } from './types.ts';
import css from './rules.module.css';

type Operator = 'is' | 'not' | 'matches' | 'matchesNot';

/** One condition: what it is about, how it is compared, and with what. */
export function ConditionRow({ lead, leaf, negated, pointer, names, disabled, onChange, onRemove }: {
  lead: ReactNode;
  leaf: Leaf;
  negated: boolean;
  pointer: string;
  names: Names;
  disabled: boolean;
  onChange: (leaf: Leaf, negated: boolean) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const faults = useFaults(pointer, true);
  const about = aboutOf(leaf);
  const textual = 'keywords' in leaf || 'pattern' in leaf;
  const operator: Operator = 'pattern' in leaf ? (negated ? 'matchesNot' : 'matches') : negated ? 'not' : 'is';
  const operators: Operator[] = textual ? ['is', 'not', 'matches', 'matchesNot'] : ['is', 'not'];
  const ask = (chosen: About) => {
    const part = (chosen === 'text' || chosen === 'subject' || chosen === 'both') ? (chosen as Part) : null;
    if (textual && part !== null) onChange('keywords' in leaf ? words(leaf.keywords, part) : pattern(leaf.pattern, part), negated);
    else onChange(fresh(chosen, names.firstDesk), negated);
  };
  const compare = (chosen: Operator) => {
    const not = chosen === 'not' || chosen === 'matchesNot';
    if (!textual) return onChange(leaf, not);
    const part = leaf.in ?? 'both';
    const asPattern = chosen === 'matches' || chosen === 'matchesNot';
    if (asPattern) return onChange('pattern' in leaf ? leaf : pattern(leaf.keywords.join('|'), part), not);
    return onChange('keywords' in leaf ? leaf : words([], part), not);
  };
  return (
    <>
      <div className={css['row']}>
        {lead}
        <Choice label={t('rules.about')} value={about} disabled={disabled} choices={ABOUT.map(one => [one, t(`rules.aboutOf.${one}`)] as const)} onChange={ask} />
        <Choice label={t('rules.operator')} value={operator} disabled={disabled}
          choices={operators.map(one => [one, t(`rules.operatorOf.${textual ? 'words' : about}.${one}`)] as const)} onChange={compare} />
        <ConditionValue leaf={leaf} names={names} disabled={disabled} wrong={faults.length > 0} onChange={changed => onChange(changed, negated)} />
        {disabled ? <span className={css['gap']} /> : (
          <IconButton label={t('rules.removeCondition')} onClick={onRemove}><IconX size={14} stroke={1.9} aria-hidden /></IconButton>
        )}
      </div>
      <FaultLine faults={faults} />
    </>
  );
}
