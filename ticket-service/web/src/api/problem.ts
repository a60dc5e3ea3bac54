/** What is wrong at one place of what was sent: a JSON pointer into it, and a code. */
export interface Fault {
  pointer: string;
  code: string;
  detail: string;
}

/** The server refused, and said why (RFC 9457). `code` is the last part of its `type`. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string | null,
    readonly faults: Fault[] = [],
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
    const body = (await answer.json()) as { type?: string; detail?: string; errors?: Partial<Fault>[] };
    const code = (body.type ?? '').split(':').pop();
    return new Problem(answer.status, code === undefined || code === '' ? 'unknown' : code, body.detail ?? null, faults(body.errors));
  } catch {
    return new Problem(answer.status, 'unknown', null);
  }
}

function faults(errors: Partial<Fault>[] | undefined): Fault[] {
  return (errors ?? []).flatMap(({ pointer, code, detail }) =>
    pointer === undefined || code === undefined ? [] : [{ pointer, code, detail: detail ?? '' }]);
}
