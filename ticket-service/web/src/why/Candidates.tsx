import { IconArrowBackUp, IconCircleCheck, IconScale, IconX, IconZzz, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Candidate, Decision } from '../api/types.ts';
import { Avatar } from '../marks/Avatar.tsx';
import { Load } from '../marks/Load.tsx';
import { duration } from '../words/format.ts';
import { language } from '../words/words.ts';
import { outcome, verdictOf } from './outcome.ts';
import css from './why.module.css';

const glyphs: Record<string, Icon> = { chosen: IconCircleCheck, offline: IconZzz, away: IconZzz, busy: IconZzz, declined: IconArrowBackUp, silent: IconArrowBackUp, 'gave-back': IconArrowBackUp };
const UNABLE = new Set(['no-skill', 'full', 'channel-full', 'other-desk', 'not-supervisor']);

/** Who was looked at closest, and what came of it for each. */
export function Candidates({ candidates, decision, me }: { candidates: Candidate[]; decision: Decision; me: string }) {
  const { t } = useTranslation();
  return (
    <table className={css['candidates']}>
      <thead>
        <tr>
          <th scope="col">{t('why.agent')}</th><th scope="col" title={t('why.fitTitle')}>{t('why.fit')}</th><th scope="col">{t('why.load')}</th>
          <th scope="col" className={css['wide']}>{t('why.last')}</th><th scope="col">{t('why.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {candidates.map(candidate => {
          const name = candidate.name ?? candidate.agent;
          const verdict = verdictOf(decision, candidate);
          const Glyph = glyphs[verdict] ?? (UNABLE.has(verdict) ? IconX : IconScale);
          return (
            <tr key={candidate.agent} className={verdict === 'chosen' ? css['won'] : ''}>
              <td><span className={css['agent']}><Avatar name={name} size="small" />{candidate.agent === me ? <b>{t('common.you')}</b> : name}</span></td>
              <td className={`num ${verdict === 'no-skill' ? css['lacking'] : ''}`}>{candidate.fit < 0 ? '—' : new Intl.NumberFormat(language(), { maximumFractionDigits: 2 }).format(candidate.fit)}</td>
              <td className="num"><span className={css['load']}><Load load={candidate.load} capacity={candidate.capacity} small />{candidate.load}/{candidate.capacity}</span></td>
              <td className={`num ${css['wide']}`}>
                {candidate.lastAssignedAt === null ? t('why.never') : duration(t, Date.parse(decision.at) - Date.parse(candidate.lastAssignedAt))}
              </td>
              <td>
                <span className={css['outcome']}>
                  <Glyph size={14} stroke={1.9} aria-hidden className={verdict === 'chosen' ? css['ok'] : ''} />
                  {verdict === 'chosen' ? <b>{outcome(t, decision, candidate)}</b> : outcome(t, decision, candidate)}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
