import { Fragment } from 'react';
import css from './thread.module.css';

const ADDRESS = /\bhttps?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]]/gu;

/** What people wrote, as text: paragraphs and web addresses are recognised, nothing is ever taken for markup. */
export function Words({ text }: { text: string }) {
  if (text === '') return null;
  return <div className={css['words']}>{withLinks(text)}</div>;
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
