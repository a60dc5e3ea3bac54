import { useTranslation } from 'react-i18next';
import type { Board } from '../api/types.ts';
import { needs } from '../words/format.ts';
import { missingSkills } from './missing.ts';
import css from './board.module.css';

/** Skills that somebody waits for while nobody who has them has room. */
export function MissingSkills({ board, now }: { board: Board; now: number }) {
  const { t } = useTranslation();
  const missing = missingSkills(board.items, board.agents, now);
  return (
    <section aria-label={t('board.missing')}>
      <header className={css['second']}><h2>{t('board.missing')}</h2></header>
      {missing.length === 0 ? <p className={css['fine']}>{t('board.nothingMissing')}</p> : (
        <table className={css['short']}>
          <thead><tr><th scope="col">{t('board.skill')}</th><th scope="col">{t('board.skillWaiting')}</th><th scope="col">{t('board.skillThere')}</th><th scope="col">{t('board.skillFree')}</th></tr></thead>
          <tbody>
            {missing.map(one => (
              <tr key={`${one.need.skill}${one.need.level}`}>
                <td>{needs(t, [one.need])}</td><td className="num">{one.waiting}</td>
                <td className={`num ${one.there === 0 ? css['none'] : ''}`}>{one.there}</td><td className={`num ${one.there > 0 ? css['none'] : ''}`}>{one.free}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
