import { Problem, Unreachable } from './problem.ts';
import { renew, sessionState } from './session.ts';
import type { Upload } from './types.ts';

/** Sends a file's bytes with progress, which fetch cannot report. An expired token is renewed once. */
export async function upload(file: File, progress: (share: number) => void, signal: AbortSignal): Promise<Upload> {
  const state = sessionState();
  const token = state.status === 'in' ? state.token : await renew();
  try {
    return await send(file, token, progress, signal);
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    return send(file, await renew(), progress, signal);
  }
}

function send(file: File, token: string | null, progress: (share: number) => void, signal: AbortSignal): Promise<Upload> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/inbox/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', file.type === '' ? 'application/octet-stream' : file.type);
    if (token !== null) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.upload.onprogress = event => progress(event.total === 0 ? 0 : event.loaded / event.total);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) done(JSON.parse(request.responseText) as Upload);
      else if (request.status >= 502) failed(new Unreachable());
      else failed(new Problem(request.status, codeOf(request.responseText), null));
    };
    request.onerror = () => failed(new Unreachable());
    request.onabort = () => failed(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function codeOf(body: string): string {
  try {
    return (JSON.parse(body) as { type?: string }).type?.split(':').pop() ?? 'unknown';
  } catch {
    return 'unknown';
  }
}
