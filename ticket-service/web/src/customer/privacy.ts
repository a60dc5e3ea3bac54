import type { Kind } from '../api/privacy.ts';
import { Store } from '../live/store.ts';

/** What is being asked about all that is held of a customer. It outlives the pane, which goes with an erased customer. */
export interface Asking {
  kind: Kind;
  id: string;
  customer: string;
  name: string;
}

export const asking = new Store<Asking | null>(null);
