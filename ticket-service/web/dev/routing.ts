import type { Condition, Count, Hours, Message, Named, Rule, Trial } from '../src/rules/types.ts';

/** Routing's rules and hours from memory. Only the conditions that the made-up rules use are understood. */
const skills: Named[] = [
  { id: 'refunds', name: 'Возвраты' }, { id: 'delivery', name: 'Доставка' }, { id: 'ceramics', name: 'Керамика' }, { id: 'english', name: 'Английский' },
];
const desks: Named[] = [{ id: 'support', name: 'Поддержка' }, { id: 'wholesale', name: 'Опт' }];
const step = (skill: string, level: number, seconds?: number) => ({ requirement: { skill, level }, ...(seconds === undefined ? {} : { seconds }) });

let version = 41;
let items: Rule[] = [
  { id: 'lists', name: 'Автоответы и рассылки', active: true, stop: true, when: { all: [{ channels: ['mail'] }, { keywords: ['отписаться', 'unsubscribe'] }] }, then: { tags: ['рассылка'], priority: 1 } },
  { id: 'wholesale', name: 'Оптовые клиенты', active: true, stop: true, when: { attribute: 'тариф', values: ['опт'] }, then: { desk: 'wholesale' } },
  { id: 'money', name: 'Деньги и возвраты', active: true, stop: true, when: { all: [{ keywords: ['возврат*', 'списал*', 'дважды', 'вернуть деньги', 'refund'] }, { not: { domains: ['lists.example'] } }] }, then: { desk: 'support', priority: 50, tags: ['банк', 'деньги'], steps: [step('refunds', 4, 120), step('refunds', 3, 180), { requirement: { all: [] } }] } },
  { id: 'english', name: 'Письма по-английски', active: true, stop: true, when: { all: [{ channels: ['mail'] }, { languages: ['en'] }] }, then: { steps: [step('english', 3)] } },
  { id: 'where', name: 'Где мой заказ', active: true, stop: true, when: { keywords: ['где заказ', 'курьер*', 'доставк*'] }, then: { steps: [step('delivery', 2)] } },
  { id: 'broken', name: 'Бой и брак', active: true, stop: true, when: { any: [{ keywords: ['скол*', 'трещин*', 'разбит*'] }, { all: [{ attachments: ['image'] }, { returning: true }] }] }, then: { steps: [step('ceramics', 3)] } },
  { id: 'black', name: 'Чёрная пятница', active: false, stop: true, when: { keywords: ['скидк*'] }, then: { priority: 75 } },
  { id: 'rest', name: 'Всё остальное', active: true, stop: false, then: { steps: [{ requirement: { all: [] } }] } },
];
const kept = [{ version, savedAt: new Date(Date.now() - 3 * 86_400_000).toISOString(), savedBy: 'alina', restored: null as number | null, items }];
const hours = new Map<string, Hours>([
  ['support', {
    zone: 'Asia/Almaty', week: Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map(day => [day, [{ from: '09:00', to: '13:00' }, { from: '14:00', to: '20:00' }]])),
    dates: { '2026-12-16': [], '2026-12-31': [{ from: '09:00', to: '15:00' }] }, outside: { do: 'notice' }, open: true, changesAt: new Date(Date.now() + 3 * 3_600_000).toISOString(),
  }],
]);
const week = ['Курьер не приехал', 'Возврат не пришёл', 'Списали дважды', 'Разбита кромка', 'Сколько стоит доставка', 'Добрый день', 'Где заказ', 'Чашка со сколом', 'Скидка не применилась'];

const shown = () => ({ ...kept[0], items });

function save(next: Rule[], restored: number | null = null): void {
  version++;
  items = next;
  kept.unshift({ version, savedAt: new Date().toISOString(), savedBy: 'alina', restored, items });
}

function meets(condition: Condition | undefined, message: Message): boolean {
  if (condition === undefined) return true;
  if ('all' in condition) return condition.all.every(one => meets(one, message));
  if ('any' in condition) return condition.any.some(one => meets(one, message));
  if ('not' in condition) return !meets(condition.not, message);
  if ('channels' in condition) return condition.channels.includes(message.channel);
  if ('keywords' in condition) return found(condition.keywords, message).length > 0;
  if ('returning' in condition) return (message.customer?.returning ?? false) === condition.returning;
  if ('attribute' in condition) return (condition.values ?? []).includes(message.customer?.attributes?.[condition.attribute] ?? '');
  return false;
}

const found = (keywords: string[], { text }: Message) => keywords.filter(word => text.toLowerCase().includes(word.replace('*', '').toLowerCase()));

function failing(condition: Condition, message: Message): Condition {
  if ('all' in condition) {
    const first = condition.all.find(one => !meets(one, message));
    return first === undefined ? condition : failing(first, message);
  }
  return condition;
}

function matched(rules: Rule[], message: Message): Rule[] {
  const held: Rule[] = [];
  for (const rule of rules) {
    if (!rule.active || !meets(rule.when, message)) continue;
    held.push(rule);
    if (rule.stop) break;
  }
  return held;
}

function tryOut(message: Message, rules: Rule[], days: number | undefined): Trial {
  const held = matched(rules, message);
  const words = (rule: Rule) => (rule.when !== undefined && 'all' in rule.when ? rule.when.all : [rule.when]).flatMap(one => (one !== undefined && 'keywords' in one ? found(one.keywords, message) : []));
  let stopped = false;
  return {
    version, at: new Date().toISOString(),
    verdict: {
      desk: held.find(rule => rule.then.desk !== undefined)?.then.desk ?? 'support', priority: Math.max(0, ...held.map(rule => rule.then.priority ?? 0)), vip: false,
      tags: held.flatMap(rule => rule.then.tags ?? []), steps: held.flatMap(rule => rule.then.steps ?? []), weight: 2, language: 'ru', closed: null,
    },
    rules: rules.map(rule => {
      const base = { id: rule.id, name: rule.name };
      if (!rule.active) return { ...base, outcome: 'inactive' as const };
      if (stopped) return { ...base, outcome: 'not-asked' as const };
      if (!held.includes(rule)) return { ...base, outcome: 'failed' as const, pointer: '/when', ...(rule.when === undefined ? {} : { condition: failing(rule.when, message) }) };
      stopped = rule.stop;
      return { ...base, outcome: 'matched' as const, found: words(rule) };
    }),
    past: days === undefined ? null : lastDays(rules, days),
  };
}

function lastDays(rules: Rule[], days: number): NonNullable<Trial['past']> {
  const counts = () => new Map<string, Count>();
  const [byRule, byDesk, byPriority, byNeed, byTag] = [counts(), counts(), counts(), counts(), counts()];
  const count = (map: Map<string, Count>, key: string, what: keyof Count, times: number) => {
    const before = map.get(key) ?? { before: 0, after: 0 };
    map.set(key, { ...before, [what]: before[what] + times });
  };
  let messages = 0;
  let changed = 0;
  week.forEach((text, at) => {
    const message: Message = { text, channel: 'telegram' };
    const times = 20 + ((at * 37) % 90);
    messages += times;
    const [was, is] = [matched(items, message), matched(rules, message)];
    if (JSON.stringify(was.map(rule => rule.then)) !== JSON.stringify(is.map(rule => rule.then))) changed += times;
    for (const [held, what] of [[was, 'before'], [is, 'after']] as const) {
      held.forEach(rule => {
        count(byRule, rule.id, what, times);
        (rule.then.tags ?? []).forEach(tag => count(byTag, tag, what, times));
      });
      count(byDesk, held.find(rule => rule.then.desk !== undefined)?.then.desk ?? 'support', what, times);
      count(byPriority, String(Math.max(0, ...held.map(rule => rule.then.priority ?? 0))), what, times);
      const first = held.flatMap(rule => rule.then.steps ?? [])[0]?.requirement;
      if (first !== undefined && 'skill' in first) count(byNeed, `${first.skill} ≥ ${first.level}`, what, times);
    }
  });
  const all = (map: Map<string, Count>) => Object.fromEntries([...map].sort());
  return {
    days, from: new Date(Date.now() - days * 86_400_000).toISOString(), whole: true, records: messages, read: messages, messages, changed,
    rules: all(byRule), desks: all(byDesk), priorities: all(byPriority), needs: all(byNeed), tags: all(byTag), vip: { before: 0, after: 0 },
  };
}

/** The faults a real server would find in what the interface can make. */
function faults(rules: Rule[], prefix: string) {
  return rules.flatMap((rule, at) => {
    const place = `${prefix}/items/${at}`;
    const all: { pointer: string; code: string; detail: string }[] = [];
    if (rule.name.trim() === '') all.push({ pointer: `${place}/name`, code: 'empty', detail: '' });
    const walk = (condition: Condition, pointer: string): void => {
      if ('all' in condition) condition.all.forEach((one, index) => walk(one, `${pointer}/all/${index}`));
      else if ('any' in condition) condition.any.forEach((one, index) => walk(one, `${pointer}/any/${index}`));
      else if ('not' in condition) walk(condition.not, `${pointer}/not`);
      else for (const [field, value] of Object.entries(condition)) {
        if (Array.isArray(value) && value.length === 0 && field !== 'values' && field !== 'attachments') all.push({ pointer: `${pointer}/${field}`, code: 'condition-empty', detail: '' });
        if (value === '') all.push({ pointer: `${pointer}/${field}`, code: 'empty', detail: '' });
        if (field === 'pattern' && String(value).includes('(')) all.push({ pointer: `${pointer}/pattern`, code: 'pattern-invalid', detail: 'missing closing )' });
      }
    };
    if (rule.when !== undefined) walk(rule.when, `${place}/when`);
    if (!rule.stop && Object.keys(rule.then).length === 0) all.push({ pointer: `${place}/then`, code: 'rule-says-nothing', detail: '' });
    return all;
  });
}

export interface Answered {
  status: number;
  body?: unknown;
}

export function answerRouting(method: string, path: string, body: unknown): Answered | null {
  const rest = path.replace(/^\/api\/routing/, '');
  if (rest === '/desks') return { status: 200, body: { items: desks } };
  if (rest === '/skills') return { status: 200, body: { items: skills } };
  if (rest === '/rules' && method === 'GET') return { status: 200, body: shown() };
  if (rest === '/rules' && method === 'PUT') {
    const wanted = (body as { items: Rule[] }).items;
    const wrong = faults(wanted, '');
    if (wrong.length > 0) return { status: 422, body: { type: 'urn:onethread:problem:rule-invalid', status: 422, errors: wrong } };
    save(wanted);
    return { status: 200, body: shown() };
  }
  if (rest === '/rule-trials') {
    const { rules, days, ...message } = body as Message & { rules?: { items: Rule[] }; days?: number };
    const wrong = rules === undefined ? [] : faults(rules.items, '/rules');
    if (wrong.length > 0) return { status: 422, body: { type: 'urn:onethread:problem:rule-invalid', status: 422, errors: wrong } };
    return { status: 200, body: tryOut(message, rules?.items ?? items, days) };
  }
  if (rest === '/rule-versions') {
    return { status: 200, body: { next: null, items: kept.map(({ items: all, ...head }, at) => {
      const before = kept[at + 1]?.items ?? [];
      const name = (rule: Rule) => rule.name;
      return { ...head, added: all.filter(rule => !before.some(one => one.id === rule.id)).map(name), removed: before.filter(rule => !all.some(one => one.id === rule.id)).map(name),
        changed: all.filter(rule => before.some(one => one.id === rule.id && JSON.stringify(one) !== JSON.stringify(rule))).map(name) };
    }) } };
  }
  const restored = /^\/rule-versions\/(\d+)\/restoration$/.exec(rest);
  if (restored !== null) {
    const wanted = kept.find(one => one.version === Number(restored[1]));
    if (wanted === undefined) return { status: 404 };
    save(wanted.items, wanted.version);
    return { status: 200, body: shown() };
  }
  const desk = /^\/desks\/([^/]+)\/hours$/.exec(rest)?.[1];
  if (desk === undefined) return null;
  if (method === 'DELETE') return hours.delete(desk), { status: 204 };
  if (method === 'PUT') {
    const wanted = body as Hours;
    const wrong = Object.entries(wanted.week).flatMap(([day, intervals]) => (intervals ?? []).flatMap((one, at) => (one.from >= one.to ? [{ pointer: `/week/${day}/${at}/to`, code: 'out-of-order', detail: '' }] : [])));
    if (wrong.length > 0) return { status: 422, body: { type: 'urn:onethread:problem:hours-invalid', status: 422, errors: wrong } };
    hours.set(desk, { ...wanted, open: true, changesAt: null });
  }
  const those = hours.get(desk);
  return those === undefined ? { status: 404, body: { type: 'urn:onethread:problem:not-found', status: 404 } } : { status: 200, body: those };
}
