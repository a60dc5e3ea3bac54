import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultLine, useFaults } from '../rules/Faults.tsx';
import { Choice } from '../rules/Fields.tsx';
import { Amount } from './Amount.tsx';
import { Row } from './Row.tsx';
import rules from '../rules/rules.module.css';

const UNITS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;
type Unit = keyof typeof UNITS;

/** The largest unit in which it is a whole number. */
const unitOf = (seconds: number): Unit =>
  (['days', 'hours', 'minutes'] as const).find(unit => seconds > 0 && seconds % UNITS[unit] === 0) ?? 'seconds';

/** A length of time in the unit that suits it. `never` is what none of it means. */
export function Period({ label, pointer, seconds, disabled, change, never }: {
  label: string;
  pointer: string;
  seconds: number;
  disabled: boolean;
  change: (seconds: number) => void;
  never?: string;
}) {
  const { t } = useTranslation();
  const faults = useFaults(pointer);
  const [chosen, setChosen] = useState<Unit | null>(null);
  const unit = chosen !== null && seconds % UNITS[chosen] === 0 ? chosen : unitOf(seconds);
  const amount = seconds / UNITS[unit];
  return (
    <>
      <Row label={label}>
        <Amount label={label} value={amount} disabled={disabled} wrong={faults.length > 0} onChange={value => { setChosen(unit); change((value ?? 0) * UNITS[unit]); }} />
        <Choice label={t('setup.unitOf', { what: label })} value={unit} disabled={disabled} choices={(Object.keys(UNITS) as Unit[]).map(one => [one, t(one === 'hours' ? 'setup.hours_' : `setup.${one}`)] as const)}
          onChange={to => { setChosen(to); change(amount * UNITS[to]); }} />
        {never !== undefined && seconds === 0 && <span className={rules['between']}>{never}</span>}
      </Row>
      <FaultLine faults={faults} />
    </>
  );
}
