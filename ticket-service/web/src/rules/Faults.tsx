import { createContext, useContext, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../api/problem.ts';
import { faultWords } from './words.ts';
import css from './rules.module.css';

/** What is wrong with what is being edited, by place; each field shows what its own place says. */
const Faulty = createContext<Fault[]>([]);

export function WithFaults({ faults, children }: { faults: Fault[]; children: ReactNode }) {
  return <Faulty.Provider value={faults}>{children}</Faulty.Provider>;
}

/** The faults at a place, and where `within`, at all places below it. */
export function useFaults(pointer: string, within = false): Fault[] {
  const all = useContext(Faulty);
  return all.filter(fault => fault.pointer === pointer || (within && fault.pointer.startsWith(`${pointer}/`)));
}

export function FaultLine({ faults }: { faults: Fault[] }) {
  const { t } = useTranslation();
  if (faults.length === 0) return null;
  return (
    <p className={css['fault']} role="alert">
      {[...new Set(faults.map(fault => faultWords(t, fault)))].join('. ')}
    </p>
  );
}
