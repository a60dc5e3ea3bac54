import { Fragment, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Span } from '../api/types.ts';
import css from './thread.module.css';

const ADDRESS = /\bhttps?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]]/gu;

/** What people wrote, as text in the form they gave it; nothing is ever taken for markup. */
export function Words({ text, spans }: { text: string; spans?: Span[] | null | undefined }) {
  if (text === '') return null;
  return <div className={css['words']}>{formed(text, spans ?? [])}</div>;
}

/** Stretches between the borders of all spans, each in every form that covers it. */
function formed(text: string, spans: Span[]): ReactNode {
  const within = spans.filter(span => span.from >= 0 && span.length > 0 && span.from + span.length <= text.length);
  if (within.length === 0) return withLinks(text);
  const borders = [...new Set([0, text.length, ...within.flatMap(span => [span.from, span.from + span.length])])].sort((a, b) => a - b);
  return borders.slice(0, -1).map((from, at) => {
    const end = borders[at + 1] ?? text.length;
    const covering = within.filter(span => span.from <= from && span.from + span.length >= end);
    return <Fragment key={from}>{inside(text.slice(from, end), covering)}</Fragment>;
  });
}

function inside(text: string, covering: Span[]): ReactNode {
  const kinds = new Map(covering.map(span => [span.kind, span]));
  const link = kinds.get('LINK');
  let words: ReactNode = link === undefined && !kinds.has('CODE') && !kinds.has('BLOCK') ? withLinks(text) : text;
  if (kinds.has('BOLD')) words = <b>{words}</b>;
  if (kinds.has('ITALIC')) words = <i>{words}</i>;
  if (kinds.has('UNDERLINE')) words = <u>{words}</u>;
  if (kinds.has('STRIKE')) words = <s>{words}</s>;
  if (kinds.has('CODE') || kinds.has('BLOCK')) words = <code className={kinds.has('BLOCK') ? css['block'] : css['code']}>{words}</code>;
  if (kinds.has('MENTION') || kinds.has('TAG')) words = <span className={css['tag']}>{words}</span>;
  if (link !== undefined) words = <Link target={link.target ?? null} shown={text}>{words}</Link>;
  if (kinds.has('SPOILER')) words = <Spoiler>{words}</Spoiler>;
  if (kinds.has('QUOTE')) words = <span className={css['inQuote']}>{words}</span>;
  return words;
}

/** Where a link leads stands beside its words unless they say so themselves. */
function Link({ target, shown, children }: { target: string | null; shown: string; children: ReactNode }) {
  if (target === null || !/^(https?:\/\/|mailto:|tel:)/u.test(target)) return children;
  const web = /^https?:\/\/([^/?#]+)/u.exec(target);
  const hidden = web !== null && !shown.includes(web[1] ?? '');
  return (
    <>
      <a className={css['link']} href={target} title={target} target="_blank" rel="noopener noreferrer nofollow ugc">{children}</a>
      {hidden && <span className={css['leads']}> ({web[1]})</span>}
    </>
  );
}

function Spoiler({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return open ? children : (
    <button type="button" className={css['spoiler']} aria-label={t('message.spoiler')} onClick={() => setOpen(true)}>
      <span aria-hidden>{children}</span>
    </button>
  );
}

function withLinks(text: string) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    parts.push(text.slice(end, match.index));
    parts.push(
      <a key={match.index} className={css['link']} href={match[0]} target="_blank" rel="noopener noreferrer nofollow ugc">{match[0]}</a>,
    );
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts.map((part, at) => <Fragment key={at}>{part}</Fragment>);
}
