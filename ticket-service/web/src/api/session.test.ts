import { beforeEach, describe, expect, it } from 'vitest';
import { problem, serve, signedIn, type Asked } from '../testing/server.ts';
import { call } from './call.ts';
import { Problem, Unreachable } from './problem.ts';
import { renew, sessionState, setSession } from './session.ts';

const fresh = { accessToken: 'new', expiresAt: new Date(Date.now() + 600_000).toISOString(), user: { id: 'anna', name: 'Anna', roles: [], language: null } };
const renewals = (asked: Asked[]) => asked.filter(one => one.path.endsWith('/renewal')).length;

describe('the session', () => {
  beforeEach(() => signedIn());

  it('renews an expired token once for all who wait, and repeats their calls', async () => {
    let renewed = false;
    const asked = serve(({ path }) => {
      if (path.endsWith('/renewal')) {
        renewed = true;
        return { body: fresh };
      }
      return renewed ? { body: { ok: true } } : problem(401, 'unauthorised');
    });
    expect(await Promise.all([call('/api/a'), call('/api/b')])).toEqual([{ ok: true }, { ok: true }]);
    expect(renewals(asked)).toBe(1);
    expect(sessionState()).toMatchObject({ status: 'in', token: 'new' });
  });

  it('ends when the server no longer knows it', async () => {
    serve(() => problem(401, 'session-over'));
    expect(await renew()).toBeNull();
    expect(sessionState().status).toBe('out');
  });

  it('outlives a server that does not answer', async () => {
    serve(() => 'unreachable');
    await expect(renew()).rejects.toBeInstanceOf(Unreachable);
    expect(sessionState().status).toBe('in');
    setSession({ status: 'starting' });
    await expect(renew()).rejects.toBeInstanceOf(Unreachable);
    expect(sessionState().status).toBe('unreachable');
  });

  it('tells a refusal from silence', async () => {
    serve(({ path }) => (path.endsWith('/gone') ? problem(404, 'conversation-unknown') : { status: 503 }));
    await expect(call('/api/gone')).rejects.toEqual(expect.objectContaining({ status: 404, code: 'conversation-unknown' }));
    await expect(call('/api/gone')).rejects.toBeInstanceOf(Problem);
    await expect(call('/api/busy')).rejects.toBeInstanceOf(Unreachable);
  });
});
