import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Names } from './names.ts';
import type { Judged, Rule } from './types.ts';
import { failedWords } from './words.ts';
import css from './rules.module.css';

/** What became of each rule, and why. */
export function Trace({ judged, rules, names }: { judged: Judged[]; rules: Rule[]; names: Names }) {
  const { t } = useTranslation();
  const asked = judged.filter(one => one.outcome !== 'not-asked');
  const left = judged.length - asked.length;
  return (
    <ol className={css['trace']}>
      {asked.map(one => {
        const place = rules.findIndex(rule => rule.id === one.id) + 1;
        const Sign = one.outcome === 'matched' ? IconCheck : one.outcome === 'failed' ? IconX : IconMinus;
        return (
          <li key={one.id} className={one.outcome === 'matched' ? css['held'] : ''}>
            <Sign size={14} stroke={1.9} aria-label={t(`trial.outcome.${one.outcome}`)} role="img" />
            <div>
              <Link to={`/rules/${encodeURIComponent(one.id)}`}>{place} · {one.name}</Link>
              <small>{why(t, one, names)}</small>
            </div>
          </li>
        );
      })}
      {left > 0 && (
        <li>
          <IconMinus size={14} stroke={1.9} aria-hidden />
          <small>{t('trial.notAsked', { count: left })}</small>
        </li>
      )}
    </ol>
  );
}

function why(t: ReturnType<typeof useTranslation>['t'], one: Judged, names: Names): string {
  if (one.outcome === 'failed') return one.condition === undefined ? '' : failedWords(t, names.desks, one.condition);
  if (one.outcome !== 'matched') return t('trial.why.inactive');
  const found = one.found ?? [];
  return found.length === 0 ? t('trial.why.matched') : t('trial.why.words', { words: found.map(word => t('trial.quoted', { word })).join(', ') });
}
