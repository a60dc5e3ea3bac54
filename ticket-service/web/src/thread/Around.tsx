import { IconArrowForwardUp, IconCornerUpLeft, IconHandClick } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as inbox from '../api/inbox.ts';
import type { Entry, Version } from '../api/types.ts';
import { entryKey } from '../live/woven.ts';
import { cause, clock, fullTime, word } from '../words/format.ts';
import { language } from '../words/words.ts';
import { Words } from './Words.tsx';
import css from './thread.module.css';

/** What a message answers, and where it was forwarded from. */
export function Above({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const { answered, origin } = entry;
  return (
    <>
      {origin !== null && origin !== undefined && (
        <div className={css['origin']}>
          <IconArrowForwardUp size={14} aria-hidden className="icon" />
          {t('message.forwarded', { name: origin.name ?? origin.username ?? word(t, 'message.originKind', origin.kind) })}
          {origin.at !== null && origin.at !== undefined && <time dateTime={origin.at}> {fullTime(language(), origin.at)}</time>}
        </div>
      )}
      {answered !== null && answered !== undefined && (
        <button type="button" className={css['answered']} disabled={answered.seq === null || answered.seq === undefined}
          title={t('message.toAnswered')} onClick={() => show(entry, answered.seq ?? null)}>
          <b><IconCornerUpLeft size={12} aria-hidden className="icon" />{answered.author ?? t('message.answered')}</b>
          <span>{(answered.text ?? '') === '' ? t('message.answeredNoText') : answered.text}</span>
        </button>
      )}
      {entry.choice === true && <div className={css['origin']}><IconHandClick size={14} aria-hidden className="icon" />{t('message.choice')}</div>}
    </>
  );
}

function show(entry: Entry, seq: number | null): void {
  document.getElementById(`entry-${entryKey({ ...entry, seq: seq ?? 0 })}`)?.scrollIntoView({ block: 'center' });
}

/** The choices that were offered, with the one that was made. */
export function Choices({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const { buttons } = entry;
  if (buttons === null || buttons === undefined || buttons.length === 0) return null;
  return (
    <ul className={css['choices']} aria-label={t('message.choices')}>
      {buttons.map(button => (
        <li key={button.label} className={button.chosen ? css['chosen'] : ''}>
          {button.label}{button.chosen && <span> {t('message.chosen')}</span>}
        </li>
      ))}
    </ul>
  );
}

/** When it was changed, and on request what it said before. */
export function Edited({ entry, conversation }: { entry: Entry; conversation: string }) {
  const { t } = useTranslation();
  const [versions, setVersions] = useState<Version[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  if (entry.editedAt === null || entry.deleted) return null;
  const toggle = () => {
    setError(null);
    if (versions !== null) setVersions(null);
    else inbox.versions(conversation, entry.seq).then(setVersions, setError);
  };
  return (
    <div className={css['state']}>
      <button type="button" className={css['quiet']} aria-expanded={versions !== null} onClick={toggle} title={t('message.earlier')}>
        {t('thread.edited', { time: clock(language(), entry.editedAt) })}
      </button>
      {error !== null && <span className={css['bad']} role="alert">{t('message.earlierFailed', { cause: cause(t, error) })}</span>}
      {versions !== null && (
        <ol className={css['versions']} aria-label={t('message.earlier')}>
          {versions.length === 0 && <li>{t('message.noEarlier')}</li>}
          {versions.map(version => (
            <li key={version.at}><time dateTime={version.at}>{clock(language(), version.at)}</time><Words text={version.text} spans={version.spans} /></li>
          ))}
        </ol>
      )}
    </div>
  );
}
