import type { Profile } from '../src/api/profile.ts';
import { everybody } from './people.ts';

/** What is known of customers, from memory. */
const kept = new Map<string, Profile>();

function of(conversation: string): Profile | null {
  const known = kept.get(conversation);
  if (known !== undefined) return known;
  const one = everybody().find(each => each.summary.id === conversation);
  if (one === undefined) return null;
  const rich = conversation === 'c-marina';
  const hour = new Date(Date.now() - 3_600_000).toISOString();
  const profile: Profile = {
    customer: one.summary.customer.id, conversation, since: new Date(Date.now() - 280 * 86_400_000).toISOString(),
    name: one.summary.customer.name, called: null, told: one.summary.customer.name, language: rich ? 'ru' : null, speaks: null, tells: rich ? 'ru' : null,
    timeZone: rich ? 'Asia/Vladivostok' : null, rating: null, phones: rich ? ['+79140001042'] : [], externalIds: rich ? [{ realm: 'https://glazur.example', id: '48-1042' }] : [],
    addresses: one.addresses.map(address => ({
      address: address.key, channel: address.channel, label: address.label, door: address.door, verified: address.channel !== 'mail', reachable: address.reachable,
      reason: address.reason, blockedBy: null, blockedAt: null,
      state: !address.reachable ? (address.channel === 'mail' ? 'bouncing' : 'unreachable') : address.channel === 'mail' ? 'open' : 'verified',
    })),
    attributes: rich ? [
      { name: 'заказов', value: '14', asOf: hour, toldBy: 'machine:shop', tellerName: 'Магазин' },
      { name: 'тариф', value: 'опт', asOf: hour, toldBy: 'machine:shop', tellerName: 'Магазин' },
    ] : [],
    notes: rich ? [{ id: 'n1', text: 'Звонить после шести: днём на производстве.\nПредпочитает возврат на карту.', by: 'oleg', byName: 'Олег Чистов', at: hour, changedAt: null }] : [],
    links: [{ id: 'crm', name: 'CRM', url: rich ? 'https://crm.example/people/48-1042' : null, missing: rich ? [] : ['external-id'] }],
  };
  kept.set(conversation, profile);
  return profile;
}

/** Null where it is not about a customer. */
export function answerProfiles(method: string, path: string, body: Record<string, unknown>): { status: number; body: unknown } | null {
  const read = /^\/api\/routing\/conversations\/([^/]+)\/profile$/.exec(path)?.[1];
  if (read !== undefined) {
    const profile = of(read);
    return profile === null ? { status: 404, body: { type: 'urn:onethread:problem:conversation-unknown', status: 404 } } : { status: 200, body: profile };
  }
  const [, customer, what, note] = /^\/api\/routing\/customers\/([^/]+)\/(profile|attributes|notes)(?:\/(.+))?$/.exec(path) ?? [];
  if (customer === undefined) return null;
  const conversation = everybody().find(each => each.summary.customer.id === customer)?.summary.id ?? '';
  const before = of(conversation);
  if (before === null) return null;
  const after = changed(before, method, what ?? '', note ?? '', body);
  kept.set(conversation, after);
  return { status: 200, body: after };
}

function changed(before: Profile, method: string, what: string, note: string, body: Record<string, unknown>): Profile {
  const now = new Date().toISOString();
  if (what === 'profile') {
    const [called, speaks, timeZone] = [body['name'], body['language'], body['timeZone']].map(value => (typeof value === 'string' && value !== '' ? value : null));
    return { ...before, called: called ?? null, name: called ?? before.told, speaks: speaks ?? null, language: speaks ?? before.tells, timeZone: timeZone ?? null };
  }
  if (what === 'attributes') {
    const told = Object.entries(body['attributes'] as Record<string, string | null>);
    const others = before.attributes.filter(one => !told.some(([name]) => name === one.name));
    const fresh = told.flatMap(([name, value]) => (value === null ? [] : [{ name, value, asOf: now, toldBy: 'alina', tellerName: 'Алина Гречко' }]));
    return { ...before, attributes: [...others, ...fresh].sort((a, b) => a.name.localeCompare(b.name)) };
  }
  const others = before.notes.filter(one => one.id !== note);
  return { ...before, notes: method === 'DELETE' ? others : [{ id: note, text: String(body['text']), by: 'alina', byName: 'Алина Гречко', at: now, changedAt: null }, ...others] };
}
