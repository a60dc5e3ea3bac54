import { useTranslation } from 'react-i18next';
import { duration } from '../words/format.ts';
import { Choice } from './Fields.tsx';

const USUAL = [30, 60, 120, 180, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 172_800, 604_800, 2_592_000];

/** A length of time, of the usual ones or as it was set over the API. */
export function Span({ label, seconds, longest = Infinity, onChange, disabled = false, wrong = false }: {
  label: string;
  seconds: number;
  longest?: number;
  onChange: (seconds: number) => void;
  disabled?: boolean;
  wrong?: boolean;
}) {
  const { t } = useTranslation();
  const choices = [...new Set([...USUAL.filter(one => one <= longest), seconds])].sort((a, b) => a - b);
  return (
    <Choice label={label} value={String(seconds)} grow disabled={disabled} wrong={wrong}
      choices={choices.map(one => [String(one), duration(t, one * 1000)] as const)} onChange={chosen => onChange(Number(chosen))} />
  );
}
