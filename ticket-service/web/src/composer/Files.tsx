import { IconFileText, IconRefresh, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Upload } from '../api/types.ts';
import { IconButton } from '../marks/Button.tsx';
import { cause, fileSize, percent } from '../words/format.ts';
import { language } from '../words/words.ts';
import type { Rising } from './uploads.ts';
import css from './composer.module.css';

interface Props {
  files: Upload[];
  rising: Rising[];
  remove: (id: string) => void;
  stop: (id: string) => void;
  retry: (rising: Rising) => void;
}

/** What goes with the reply: uploaded, on its way, or refused. */
export function Files({ files, rising, remove, stop, retry }: Props) {
  const { t } = useTranslation();
  if (files.length === 0 && rising.length === 0) return null;
  return (
    <ul className={css['files']}>
      {files.map(file => (
        <li key={file.id} className={css['file']}>
          <IconFileText size={16} stroke={1.75} aria-hidden />
          <span><b>{file.name}</b> <small>{fileSize(t, language(), file.size)}</small></span>
          <IconButton tiny label={t('common.remove')} onClick={() => remove(file.id)}><IconX size={14} aria-hidden /></IconButton>
        </li>
      ))}
      {rising.map(one => (
        <li key={one.id} className={`${css['file']} ${one.error === null ? '' : css['refused']}`}>
          <IconFileText size={16} stroke={1.75} aria-hidden />
          <span>
            <b>{one.name}</b>{' '}
            <small role={one.error === null ? undefined : 'alert'}>
              {one.error === null ? percent(language(), one.share) : t('composer.uploadFailed', { cause: cause(t, one.error) })}
            </small>
            {one.error === null && (
              <progress max={1} value={one.share} aria-label={t('composer.uploading', { name: one.name, percent: percent(language(), one.share) })} />
            )}
          </span>
          {one.error !== null && <IconButton tiny label={t('common.retry')} onClick={() => retry(one)}><IconRefresh size={14} aria-hidden /></IconButton>}
          <IconButton tiny label={t('common.remove')} onClick={() => stop(one.id)}><IconX size={14} aria-hidden /></IconButton>
        </li>
      ))}
    </ul>
  );
}
