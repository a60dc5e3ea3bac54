import { setPresence } from '../api/inbox.ts';
import type { Me, Presence, Status } from '../api/types.ts';
import { attempt } from '../live/commands.ts';
import { queries } from '../live/queries.ts';

/** Says to routing how one takes work from now on; until it answers, the wish is shown as pending. */
export async function changePresence(me: Me, presence: Presence, status: Status | null): Promise<void> {
  if (presence === me.presence.state && (status?.id ?? null) === (me.presence.status?.id ?? null)) return;
  const show = (pending: Presence | null) =>
    queries.setQueryData<Me>(['me'], held => (held === undefined ? held : { ...held, presence: { ...held.presence, pending } }));
  show(presence);
  if (!(await attempt('presence', null, id => setPresence(id, presence, status?.id ?? null)))) show(null);
}
