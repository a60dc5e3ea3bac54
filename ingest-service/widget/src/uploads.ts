import type { Upload } from './memory';

/** Bytes, where the server does not say. */
export const LARGEST = 10 * 1024 * 1024;

export interface Bringing {
  base: string;
  widget: string;
  visitor: string;
  secret: string;
  file: File;
  /** From 0 to 1. */
  progress(share: number): void;
}

/** Sends a file's bytes ahead; the message that follows names them. Only this kind of request tells how far it is. */
export function upload({ base, widget, visitor, secret, file, progress }: Bringing): Promise<Upload> {
  const query = new URLSearchParams({ widget, visitor, name: file.name });
  const mediaType = file.type || 'application/octet-stream';
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${base}uploads?${query.toString()}`);
    request.setRequestHeader('Authorization', `Visitor ${secret}`);
    request.setRequestHeader('Content-Type', mediaType);
    request.responseType = 'json';
    request.timeout = 130_000;
    request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = request.ontimeout = () => failed(new Error('upload failed'));
    request.onload = () => {
      const id: unknown = (request.response as { id?: unknown } | null)?.id;
      if (request.status === 201 && typeof id === 'string') {
        done({ upload: id, name: file.name, mediaType, size: file.size });
      } else {
        failed(new Error(request.status === 413 ? 'too-large' : request.status === 429 ? 'too-many' : 'failed'));
      }
    };
    request.send(file);
  });
}
