import type { ConversationDetail, CustomerAddress } from '../api/types.ts';

/** Where a reply goes, and why there. */
export interface Destination {
  address: CustomerAddress;
  reason: 'chosen' | 'last-used' | 'instead' | 'only';
}

/** The addresses in the order of the keys Alt 1…: the usual one first, then those used last. */
export function inOrder(detail: ConversationDetail): CustomerAddress[] {
  const usual = detail.reply?.to;
  return [...detail.addresses].sort((a, b) => {
    if (a.key === usual || b.key === usual) return a.key === usual ? -1 : 1;
    return (b.lastUsedAt ?? '').localeCompare(a.lastUsedAt ?? '') || a.key.localeCompare(b.key);
  });
}

export function destination(detail: ConversationDetail, chosen: string | null): Destination | null {
  const addresses = inOrder(detail);
  const byHand = addresses.find(address => address.key === chosen && address.reachable);
  if (byHand !== undefined && byHand.key !== detail.reply?.to) return { address: byHand, reason: 'chosen' };
  const usual = addresses.find(address => address.key === detail.reply?.to && address.reachable);
  const address = usual ?? addresses.find(other => other.reachable);
  if (address === undefined) return null;
  if (detail.reply?.reason === 'last-used-reachable' || address !== usual) return { address, reason: 'instead' };
  if (address.lastUsedAt !== null) return { address, reason: 'last-used' };
  return { address, reason: addresses.length === 1 ? 'only' : 'last-used' };
}
