import { call } from './call.ts';

/** Makes the mail that a forwarded one brings a message of whoever wrote it; may be repeated. */
export const toItsWriter = (id: string) => call<{ address: string }>(`/api/ingest/forwards/${encodeURIComponent(id)}/writer`, { method: 'PUT' });
