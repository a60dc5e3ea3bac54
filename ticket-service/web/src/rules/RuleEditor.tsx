import { Menu } from '@mantine/core';
import { IconDots, IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../marks/Button.tsx';
import { Chip } from '../marks/Chip.tsx';
import { ConditionEditor } from './ConditionEditor.tsx';
import { FaultLine, useFaults } from './Faults.tsx';
import type { Names } from './names.ts';
import { StepLadder } from './StepLadder.tsx';
import { ThenEditor } from './ThenEditor.tsx';
import type { Rule } from './types.ts';
import css from './rules.module.css';

interface Props {
  rule: Rule;
  names: Names;
  /** The version that would be put live; null while nothing is changed. */
  draftOf: number | null;
  version: number;
  disabled: boolean;
  hint: string;
  saving: boolean;
  onChange: (rule: Rule) => void;
  act: (act: 'up' | 'down' | 'copy' | 'remove' | 'discard' | 'save' | 'history') => void;
}

/** One rule: if, then, and whom to look for. */
export function RuleEditor({ rule, names, draftOf, version, disabled, hint, saving, onChange, act }: Props) {
  const { t } = useTranslation();
  const nameless = useFaults('/name');
  const own = useFaults('');
  return (
    <section className={css['panel']} aria-label={t('rules.editor')}>
      <header className={css['head']}>
        {disabled ? <h2>{rule.name}</h2> : (
          <input className={`${css['name']} ${nameless.length > 0 ? css['wrong'] : ''}`} value={rule.name} aria-label={t('rules.name')} aria-invalid={nameless.length > 0 || undefined}
            onChange={event => onChange({ ...rule, name: event.target.value })} />
        )}
        {draftOf !== null ? <Chip tone="warn">{t('rules.draftOf', { version: draftOf })}</Chip> : <Chip>{t('rules.version', { version })}</Chip>}
        {!rule.active && <Chip>{t('rules.off')}</Chip>}
        <span className={css['space']} />
        <Button look="quiet" small onClick={() => act('history')}><IconHistory size={14} stroke={1.9} aria-hidden />{t('rules.history')}</Button>
        {!disabled && (
          <Menu position="bottom-end" width={240}>
            <Menu.Target><IconButton label={t('rules.more')}><IconDots size={16} stroke={1.75} aria-hidden /></IconButton></Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => onChange({ ...rule, active: !rule.active })}>{t(rule.active ? 'rules.switchOff' : 'rules.switchOn')}</Menu.Item>
              <Menu.Item onClick={() => act('copy')}>{t('rules.copy')}</Menu.Item>
              <Menu.Item onClick={() => act('up')} rightSection={<kbd>Alt ↑</kbd>}>{t('rules.moveUp')}</Menu.Item>
              <Menu.Item onClick={() => act('down')} rightSection={<kbd>Alt ↓</kbd>}>{t('rules.moveDown')}</Menu.Item>
              <Menu.Divider />
              <Menu.Item color="var(--bad)" onClick={() => act('remove')}>{t('rules.remove')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      <div className={css['edit']}>
        <FaultLine faults={[...nameless, ...own]} />
        <h3>{t('rules.ifHeading')}</h3>
        <ConditionEditor when={rule.when} pointer="/when" names={names} disabled={disabled} onChange={when => {
          const { when: _, ...rest } = rule;
          onChange(when === undefined ? rest : { ...rest, when });
        }} />
        <h3>{t('rules.thenHeading')}</h3>
        <ThenEditor rule={rule} names={names} disabled={disabled} onChange={onChange} />
        <h3>{t('rules.whomHeading')}</h3>
        <StepLadder steps={rule.then.steps ?? []} names={names} disabled={disabled} onChange={steps => {
          const { steps: _, ...rest } = rule.then;
          onChange({ ...rule, then: steps.length === 0 ? rest : { ...rest, steps } });
        }} />
        <p className={css['hintIn']}>{t('rules.lastAgentFirst')}</p>
        {(draftOf !== null || hint !== '') && (
          <div className={css['bar']}>
            <span className={css['hint']} role="status">{hint}</span>
            {!disabled && draftOf !== null && (
              <>
                <Button look="quiet" onClick={() => act('discard')}>{t('rules.discard')}</Button>
                <Button look="primary" disabled={saving} aria-busy={saving} onClick={() => act('save')}>{t('rules.putLive', { version: draftOf })}</Button>
              </>
            )}
          </div>
        )}
      </div>
    </section>
  );
}
