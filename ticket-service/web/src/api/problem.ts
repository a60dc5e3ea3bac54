/** The server refused, and said why (RFC 9457). `code` is the last part of its `type`. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string | null,
  ) {
    super(`${status} ${code}`);
  }
}

/** Nobody answered: the network is away, or a gateway stands before a server that is. Worth trying again. */
export class Unreachable extends Error {
  constructor() {
    super('unreachable');
  }
}

export async function problemOf(answer: Response): Promise<Problem | Unreachable> {
  if (answer.status >= 502 && answer.status <= 504) return new Unreachable();
  try {
    const body = (await answer.json()) as { type?: string; detail?: string };
    const code = (body.type ?? '').split(':').pop();
    return new Problem(answer.status, code === undefined || code === '' ? 'unknown' : code, body.detail ?? null);
  } catch {
    return new Problem(answer.status, 'unknown', null);
  }
}
