import { IconCheck, IconCircle, IconMapPin, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Card } from '../api/types.ts';
import { word } from '../words/format.ts';
import css from './thread.module.css';

/** A place, a person, a poll: what is no file. Nothing is loaded from elsewhere. */
export function CardView({ card, name }: { card: Card; name: string }) {
  const { t } = useTranslation();
  const kind = word(t, 'card.kind', card.kind);
  if (card.kind === 'PLACE') return <Place card={card} kind={kind} />;
  if (card.kind === 'PERSON') return <Person card={card} kind={kind} />;
  if (card.kind === 'DICE') {
    return <div className={css['card']}><b className={css['dice']}>{card.title}</b><span>{t('card.dice', { value: card.text })}</span></div>;
  }
  return (
    <div className={css['card']} role="group" aria-label={kind}>
      <small>{card.kind === 'OTHER' ? name : kind}{card.closed && <> · {t('card.closed')}</>}</small>
      {(card.title ?? '') !== '' && <b>{card.title}</b>}
      {(card.text ?? '') !== '' && <span>{card.text}</span>}
      {card.lines.length > 0 && <Lines card={card} />}
    </div>
  );
}

function Lines({ card }: { card: Card }) {
  const { t } = useTranslation();
  return (
    <ul className={css['lines']}>
      {card.lines.map((line, at) => (
        <li key={at}>
          {line.marked ? <IconCheck size={14} aria-label={t('card.marked')} /> : <IconCircle size={14} aria-hidden />}
          <span>{line.text}</span>
          {line.count !== null && line.count !== undefined && <em>{t('card.votes', { count: line.count })}</em>}
        </li>
      ))}
    </ul>
  );
}

/** The map is another site's: it learns of the place only when somebody asks for it. */
function Place({ card, kind }: { card: Card; kind: string }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const point = `${card.latitude ?? ''}, ${card.longitude ?? ''}`;
  const map = `https://www.openstreetmap.org/?mlat=${encodeURIComponent(card.latitude ?? '')}&mlon=${encodeURIComponent(card.longitude ?? '')}#map=16/${encodeURIComponent(card.latitude ?? '')}/${encodeURIComponent(card.longitude ?? '')}`;
  return (
    <div className={css['card']} role="group" aria-label={kind}>
      <small><IconMapPin size={14} aria-hidden className="icon" />{kind}</small>
      {(card.title ?? '') !== '' && <b>{card.title}</b>}
      {(card.text ?? '') !== '' && <span>{card.text}</span>}
      <span className={css['point']}>{point}</span>
      {asked
        ? <a className={css['link']} href={map} target="_blank" rel="noopener noreferrer">{t('card.openMap')}</a>
        : <button type="button" className={css['link']} onClick={() => setAsked(true)}>{t('card.map')}</button>}
    </div>
  );
}

function Person({ card, kind }: { card: Card; kind: string }) {
  const { t } = useTranslation();
  const phone = card.phone ?? '';
  return (
    <div className={css['card']} role="group" aria-label={kind}>
      <small><IconUser size={14} aria-hidden className="icon" />{kind}</small>
      {(card.title ?? '') !== '' && <b>{card.title}</b>}
      {phone !== '' && <a className={css['link']} href={`tel:${phone.replaceAll(/[^+0-9]/gu, '')}`}>{phone}</a>}
      <span className={css['faint']}>{t(card.own ? 'card.own' : 'card.notOwn')}</span>
    </div>
  );
}
