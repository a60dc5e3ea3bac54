import { IconFileOff, IconFileText, IconMapPin, IconMicrophone, IconPhoto, IconUser, IconVideo, type Icon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadToken, fileAddress } from '../api/inbox.ts';
import type { Entry, FileInEntry } from '../api/types.ts';
import { cause, fileSize, word } from '../words/format.ts';
import { language } from '../words/words.ts';
import { CardView } from './CardView.tsx';
import css from './thread.module.css';

const SHOWN = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];
const glyphs: Record<string, Icon> = {
  IMAGE: IconPhoto, VOICE: IconMicrophone, AUDIO: IconMicrophone, VIDEO: IconVideo, LOCATION: IconMapPin, CONTACT: IconUser,
};

/** Pictures and sound in place, everything else as a file with its size. */
export function Attachments({ entry, conversation }: { entry: Entry; conversation: string }) {
  const shown = entry.attachments.filter(isShown);
  const cards = entry.attachments.filter(file => file.card !== null && file.card !== undefined);
  const files = entry.attachments.filter(file => !shown.includes(file) && !cards.includes(file));
  if (entry.attachments.length === 0) return null;
  return (
    <>
      {shown.length > 0 && (
        <div className={shown.length > 1 && !shown.some(isSound) ? css['album'] : ''}><Shown files={shown} entry={entry} conversation={conversation} /></div>
      )}
      {cards.map(file => file.card !== null && file.card !== undefined && <CardView key={file.index} card={file.card} name={file.name} />)}
      {files.length > 0 && (
        <div className={css['files']}>{files.map(file => <File key={file.index} file={file} entry={entry} conversation={conversation} />)}</div>
      )}
    </>
  );
}

const isPicture = (file: FileInEntry) => SHOWN.includes(file.mediaType.toLowerCase());
const isFilm = (file: FileInEntry) => file.kind.toUpperCase() !== 'STICKER' && file.mediaType.toLowerCase() === 'video/mp4';
export const isShown = (file: FileInEntry) => file.missing === null && (isPicture(file) || isSound(file) || isFilm(file));
const isSound = (file: FileInEntry) => file.mediaType.toLowerCase().startsWith('audio/');

function Shown({ files, entry, conversation }: { files: FileInEntry[]; entry: Entry; conversation: string }) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState<number[]>([]);
  const token = useQuery({
    queryKey: ['download', conversation, entry.seq],
    queryFn: () => downloadToken(conversation, entry.seq),
    staleTime: 60_000,
    gcTime: 120_000,
  });
  const failed = (index: number) => setBroken(all => [...all, index]);
  return files.map(file => {
    if (token.isError || broken.includes(file.index)) {
      return <div key={file.index} className={css['files']}><File file={file} entry={entry} conversation={conversation} /></div>;
    }
    const address = token.data === undefined ? null : fileAddress(conversation, entry.seq, file.index, token.data.token, true);
    if (isSound(file)) {
      return <audio key={file.index} className={css['sound']} controls preload="none" src={address ?? undefined} aria-label={file.name} onError={() => address !== null && failed(file.index)} />;
    }
    if (isFilm(file)) {
      return (
        <Covered key={file.index} covered={file.media?.covered === true}>
          <video className={`${css['film']} ${file.media?.round === true ? css['round'] : ''}`} controls={file.media?.loop !== true} loop={file.media?.loop === true}
            muted={file.media?.loop === true} playsInline preload={file.media?.loop === true ? 'auto' : 'none'} src={address ?? undefined}
            aria-label={t('file.film', { name: file.name })} onClick={file.media?.loop === true ? event => void event.currentTarget.play() : undefined}
            onError={() => address !== null && failed(file.index)} />
        </Covered>
      );
    }
    return (
      <Covered key={file.index} covered={file.media?.covered === true}><a className={css['picture']} href={address ?? undefined} target="_blank" rel="noopener noreferrer">
        {address !== null && <img src={address} alt={t('file.image', { name: file.name })} loading="lazy" onError={() => failed(file.index)} />}
      </a></Covered>
    );
  });
}

/** What its sender hid stays hidden until somebody asks. */
function Covered({ covered, children }: { covered: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(!covered);
  return open ? children : (
    <button type="button" className={css['covered']} onClick={() => setOpen(true)}><span aria-hidden>{children}</span><b>{t('message.spoiler')}</b></button>
  );
}

function File({ file, entry, conversation }: { file: FileInEntry; entry: Entry; conversation: string }) {
  const { t } = useTranslation();
  const [error, setError] = useState<unknown>(null);
  const known = glyphs[file.kind.toUpperCase()];
  const Glyph = file.missing === null || (file.detail ?? '') !== '' ? (known ?? IconFileText) : IconFileOff;
  const size = file.size === null ? word(t, 'file.kind', file.kind.toUpperCase()) : fileSize(t, language(), file.size);
  const open = () => {
    setError(null);
    downloadToken(conversation, entry.seq).then(
      ({ token }) => save(fileAddress(conversation, entry.seq, file.index, token, false), file.name),
      setError,
    );
  };
  const inside = (
    <>
      <span className={css['fileGlyph']}><Glyph size={16} stroke={1.75} aria-hidden /></span>
      <span className={css['fileWords']}>
        <b>{file.name}</b>
        <small className={error === null ? '' : css['bad']} role={error === null ? undefined : 'alert'}>
          {error !== null ? t('file.failed', { cause: cause(t, error) })
            : file.missing === null ? size : insteadOfBytes(t, file)}
        </small>
      </span>
    </>
  );
  return file.missing === null
    ? <button type="button" className={css['file']} onClick={open} title={t('file.open', { name: file.name, size })}>{inside}</button>
    : <span className={css['file']}>{inside}</span>;
}

/** A place or a contact card says what it is; a file that is not there says why. */
function insteadOfBytes(t: TFunction, file: FileInEntry): string {
  if ((file.detail ?? '') !== '') return file.detail ?? '';
  const reason = (file.missing ?? '').replaceAll(' ', '-');
  return t('file.missing', { reason: word(t, 'file.missingReason', reason) });
}

function save(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.rel = 'noopener';
  link.click();
}
