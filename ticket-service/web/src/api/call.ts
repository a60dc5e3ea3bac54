import { problemOf, Unreachable } from './problem.ts';
import { renew, sessionState } from './session.ts';

interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** The version that was seen: the write is refused where there is a newer one. */
  ifMatch?: string;
  signal?: AbortSignal;
}

/** One call of the API as the signed-in agent. An expired token is renewed once, unseen. */
export async function call<T>(path: string, options: Options = {}): Promise<T> {
  return (await tagged<T>(path, options)).body;
}

/** The same with the version of what was answered (its ETag). */
export async function tagged<T>(path: string, options: Options = {}): Promise<{ body: T; tag: string | null }> {
  const state = sessionState();
  const token = state.status === 'in' ? state.token : await renew();
  let answer = await request(path, options, token);
  if (answer.status === 401) {
    const renewed = await renew();
    if (renewed !== null) answer = await request(path, options, renewed);
  }
  if (!answer.ok) throw await problemOf(answer);
  const text = await answer.text();
  return { body: (text === '' ? null : JSON.parse(text)) as T, tag: answer.headers.get('ETag') };
}

async function request(path: string, options: Options, token: string | null): Promise<Response> {
  try {
    return await fetch(path, {
      method: options.method ?? 'GET',
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(options.ifMatch === undefined ? {} : { 'If-Match': options.ifMatch }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Unreachable();
  }
}
