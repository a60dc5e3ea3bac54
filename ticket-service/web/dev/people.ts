import { refundSteps, waitingAs } from './shift.ts';
import type { Channel, CustomerAddress, Entry, Summary, Ticket } from '../src/api/types.ts';

/** A small pottery shop's inbox, for developing the interface without a backend. Times run from the moment of start. */
const minutes = (count: number) => new Date(Date.now() - count * 60_000).toISOString();
export const ME = 'alina';
export const names: Record<string, string> = { alina: 'Алина Гречко', oleg: 'Олег Чистов', darya: 'Дарья Мельник', ruslan: 'Руслан Ибатов' };

export interface Kept {
  summary: Summary;
  addresses: CustomerAddress[];
  tickets: Ticket[];
  entries: Entry[];
}

export function entry(seq: number, at: string, what: Partial<Entry>): Entry {
  return {
    seq, version: seq, kind: 'message', at, channel: null, address: null, door: null, author: null, text: null, subject: null,
    quoted: null, html: false, attachments: [], delivery: null, replyId: null, editedAt: null, deleted: false, reactions: [],
    event: null, unreadable: null, ...what,
  };
}

type Row = [string, Channel, Channel[], string, Partial<Summary>, 'waiting' | 'customer' | 'resolved' | 'queue' | 'other'];

const rows: Row[] = [
  ['Павел Дёмин', 'telegram', [], 'Курьер не приехал, а я жду с девяти утра', { unanswered: 3, waitingSince: minutes(64) }, 'waiting'],
  ['Айгуль Сафина', 'mail', [], 'Re: Разбита кромка у блюда, фото внутри', { unanswered: 1, waitingSince: minutes(22), subject: 'Разбита кромка у блюда' }, 'waiting'],
  ['Тимур Валеев', 'web', [], 'уточню на складе и напишу до трёх', { previewBy: 'agent' }, 'customer'],
  ['Ирина Лосева', 'mail', ['telegram'], 'Акт приёмки пришлю сегодня', { previewBy: 'agent' }, 'customer'],
  ['Степан Горячев', 'telegram', [], 'пришлите, пожалуйста, фото упаковки', { previewBy: 'agent' }, 'customer'],
  ['Посетитель 7F3A', 'web', [], 'какой диаметр тарелки вам нужен?', { previewBy: 'agent' }, 'customer'],
  ['Нина Прохорова', 'mail', [], 'Договор на двадцать комплектов', { previewBy: 'agent' }, 'customer'],
  ['Роман Щукин', 'telegram', ['mail'], 'скидка применилась, обновите корзину', { previewBy: 'agent' }, 'customer'],
  ['Лидия Окунева', 'mail', [], 'Перезвонила, адрес почты сменился', { previewBy: 'note' }, 'customer'],
  ['Глеб Тарасенко', 'telegram', [], 'заказ ГП-10377 уже в пункте выдачи', { previewBy: 'agent' }, 'customer'],
  ['Nora Wexley', 'mail', [], 'The parcel left our warehouse today', { previewBy: 'agent' }, 'customer'],
  ['Светлана Юдина', 'telegram', [], 'Спасибо, всё пришло целым!', {}, 'resolved'],
  ['Камила Рашитова', 'web', [], 'Поняла, закажу в понедельник', {}, 'resolved'],
  ['Олеся Бондарь', 'mail', [], 'Re: Счёт на оплату', {}, 'resolved'],
  ['Борис Лукашин', 'mail', [], 'Оплатил дважды, деньги не вернулись', { unanswered: 2, waitingSince: minutes(9) }, 'queue'],
  ['Эльвира Галеева', 'telegram', ['web'], 'Возврат за чайник не пришёл за 12 дней', { unanswered: 1, waitingSince: minutes(6) }, 'queue'],
  ['Visitor 22C1', 'web', [], 'Do you ship to Kazakhstan?', { unanswered: 1, waitingSince: minutes(2) }, 'queue'],
  ['Тамара Ветрова', 'mail', [], 'Треснула чаша «Охра», прошу заменить', { unanswered: 1, waitingSince: minutes(11) }, 'queue'],
  ['Юлиан Рощин', 'telegram', [], 'Где мой заказ ГП-10455?', { unanswered: 1, waitingSince: minutes(12) }, 'queue'],
  ['Фарид Аскеров', 'mail', [], 'Запрос оптового прайса', { unanswered: 1, waitingSince: minutes(16) }, 'queue'],
  ['Денис Хромов', 'mail', ['web'], 'Предзаказ сервиза «Иней»', { previewBy: 'agent' }, 'other'],
];

function keyOf(channel: Channel, name: string): string {
  return `${channel === 'telegram' ? 'telegram:7001' : channel}:${name.length}${[...name].length}`;
}

function ordinary([name, channel, others, preview, more, place]: Row, at: number): Kept {
  const ago = more.waitingSince === undefined ? 12 + at * 17 : 3;
  const id = `c-${at}`;
  const owner = place === 'queue' ? null : place === 'other' ? 'oleg' : ME;
  const resolved = place === 'resolved';
  const ticket: Ticket = { id: `t-${at}`, number: 48100 + at, state: resolved ? 'resolved' : 'open', openedAt: minutes(ago + 180), resolvedAt: resolved ? minutes(ago) : null, subject: more.subject ?? preview };
  const summary: Summary = {
    id, version: 10, customer: { id: `k-${at}`, name }, channel, channels: [channel, ...others], door: null, subject: more.subject ?? null,
    preview, previewBy: 'customer', lastAt: minutes(ago), waitingSince: null, unanswered: 0,
    work: { state: place === 'queue' ? 'queued' : resolved ? 'idle' : 'assigned', desk: 'support', agent: resolved ? null : owner, agentName: owner === null || resolved ? null : (names[owner] ?? null), since: more.waitingSince ?? minutes(ago + 20), priority: at === 0 ? 90 : 0, needs: [], reason: 'CUSTOMER_WROTE', offer: null, ...waitingAs(name) },
    ticket, lastSeq: 3, lastPlace: 2, ...more,
  };
  const key = keyOf(channel, name);
  const asked = entry(1, minutes(ago + 180), { channel, address: key, author: { kind: 'customer', id: summary.customer.id, name }, text: 'Здравствуйте! Подскажите, пожалуйста, по моему заказу.', subject: channel === 'mail' ? (more.subject ?? 'Вопрос по заказу') : null });
  const queued = entry(2, minutes(ago + 180), { kind: 'event', event: { type: 'queued', desk: 'support', reason: 'CUSTOMER_WROTE', decision: 'd-1' } });
  const last = summary.previewBy === 'agent'
    ? entry(3, minutes(ago), { kind: 'reply', channel, address: key, author: { kind: 'agent', id: owner ?? ME, name: names[owner ?? ME] ?? '' }, text: preview, delivery: { state: 'delivered', code: null, detail: null, perhapsTwice: false, attempt: 1 }, replyId: `r-${at}` })
    : entry(3, minutes(ago), { kind: summary.previewBy === 'note' ? 'note' : 'message', channel, address: key, author: { kind: summary.previewBy === 'note' ? 'agent' : 'customer', id: summary.previewBy === 'note' ? ME : summary.customer.id, name }, text: preview, subject: channel === 'mail' ? (more.subject ?? 'Вопрос по заказу') : null });
  return { summary, addresses: [{ key, channel, label: name, door: null, reachable: true, reason: null, lastUsedAt: minutes(ago) }], tickets: [ticket], entries: [asked, queued, last] };
}

function marina(): Kept {
  const who = { kind: 'customer' as const, id: 'k-m', name: 'Марина Ключникова' };
  const oleg = { kind: 'agent' as const, id: 'oleg', name: names['oleg'] ?? '' };
  const mine = { kind: 'agent' as const, id: ME, name: names[ME] ?? '' };
  const [tg, mail, web] = ['telegram:7001:5512', 'mail:m.klyuchnikova@pochta.example', 'web:7f3a'];
  const done = (state: 'delivered' | 'read' | 'sent') => ({ state, code: null, detail: null, perhapsTwice: state === 'sent', attempt: 1 });
  const day = 60 * 24;
  const entries = [
    entry(1, minutes(day + 20), { channel: 'mail', address: mail ?? '', door: 'help@glazur.example', author: who, subject: 'Двойная оплата заказа ГП-10482', html: true, text: 'Здравствуйте! Вчера оплачивала заказ ГП-10482, страница зависла, и я нажала ещё раз. С карты списали 3 480 ₽ дважды, а заказ всё равно «ожидает оплаты».\n\nВерните, пожалуйста, вторую сумму. Выписку прикладываю.', quoted: Array.from({ length: 14 }, (_, at) => `> строка ${at + 1} письма о заказе`).join('\n'), attachments: [{ index: 0, name: 'vypiska-18-11.pdf', kind: 'DOCUMENT', mediaType: 'application/pdf', size: 188_416, missing: null }] }),
    entry(2, minutes(day + 19), { kind: 'event', event: { type: 'opened' } }),
    entry(3, minutes(day + 19), { kind: 'event', event: { type: 'queued', desk: 'support', reason: 'CUSTOMER_WROTE', decision: 'd-0' } }),
    entry(4, minutes(day + 18), { kind: 'event', event: { type: 'assigned', agent: 'oleg', agentName: 'Олег Чистов', reason: 'BEST_MATCH', decision: 'd-1' } }),
    entry(5, minutes(day), { kind: 'reply', channel: 'mail', address: mail ?? '', author: oleg, text: 'Марина, добрый вечер! Вижу оба списания. Передал запрос в платёжный отдел, завтра до 12:00 напишу, что ответил банк.', delivery: done('delivered'), replyId: 'r-5' }),
    entry(6, minutes(80), { kind: 'event', event: { type: 'queued', desk: 'support', reason: 'AGENT_OFFLINE', decision: 'd-2' } }),
    entry(7, minutes(75), { channel: 'telegram', address: tg ?? '', author: who, text: 'Добрый день! Уже два часа, а ответа от Олега так и нет. Вот экран из банка, списаний всё ещё два:', attachments: [{ index: 0, name: 'bank.png', kind: 'IMAGE', mediaType: 'image/png', size: 20_480, missing: null }], reactions: ['👍'] }),
    entry(8, minutes(74), { kind: 'event', event: { type: 'assigned', agent: ME, agentName: 'Алина Гречко', reason: 'BEST_MATCH', decision: 'd-3' } }),
    entry(9, minutes(72), { kind: 'note', author: oleg, text: '@Алина Гречко платёжный отдел подтвердил второе списание, возврат В-7731 ушёл в банк в 13:40. Обещать можно три рабочих дня.' }),
    entry(10, minutes(69), { kind: 'reply', channel: 'telegram', address: tg ?? '', author: mine, text: 'Марина, здравствуйте! Это Алина, вопрос теперь у меня. Второе списание подтвердили: 3 480 ₽ ушли обратно сегодня в 13:40, банк зачислит до среды. Сроки: https://bank.example/sroki.', delivery: done('read'), replyId: 'r-10' }),
    entry(11, minutes(66), { kind: 'reply', channel: 'telegram', address: tg ?? '', author: mine, text: 'Чек возврата прикладываю.', attachments: [{ index: 0, name: 'vozvrat-V-7731.pdf', kind: 'DOCUMENT', mediaType: 'application/pdf', size: 62_464, missing: null }], delivery: { state: 'failed', code: 'no-answer', detail: 'timeout', perhapsTwice: false, attempt: 3 }, replyId: 'r-11' }),
    entry(12, minutes(8), { channel: 'web', address: web ?? '', author: who, text: 'Я сейчас на сайте, отсюда удобнее. А сам заказ отправят? Он до сих пор «ожидает оплаты»' }),
    entry(13, minutes(7), { channel: 'web', address: web ?? '', author: who, text: 'И чек возврата не пришёл <b>совсем</b>', editedAt: minutes(6) }),
  ];
  const ticket: Ticket = { id: 't-m', number: 48213, state: 'open', openedAt: minutes(day + 20), resolvedAt: null, subject: 'Двойное списание за заказ ГП-10482' };
  return {
    summary: {
      id: 'c-marina', version: 20, customer: { id: 'k-m', name: who.name }, channel: 'web', channels: ['web', 'telegram', 'mail'], door: null,
      subject: 'Двойное списание за заказ ГП-10482', preview: 'И чек возврата не пришёл', previewBy: 'customer', lastAt: minutes(7), waitingSince: minutes(8), unanswered: 2,
      work: { state: 'assigned', desk: 'support', agent: ME, agentName: names[ME] ?? null, since: minutes(74), priority: 60, needs: [{ skill: 'refunds', level: 4 }], steps: refundSteps, reason: 'BEST_MATCH', offer: null },
      ticket, lastSeq: 13, lastPlace: 4,
    },
    addresses: [
      { key: web ?? '', channel: 'web', label: 'Чат на сайте', door: 'shop', reachable: true, reason: null, lastUsedAt: minutes(7) },
      { key: tg ?? '', channel: 'telegram', label: '@m_klyuch', door: '7001', reachable: true, reason: null, lastUsedAt: minutes(75) },
      { key: mail ?? '', channel: 'mail', label: 'm.klyuchnikova@pochta.example', door: 'help@glazur.example', reachable: false, reason: 'bounced', lastUsedAt: minutes(day + 20) },
    ],
    tickets: [ticket,
      { id: 't-1', number: 45870, state: 'resolved', openedAt: minutes(day * 70), resolvedAt: minutes(day * 69), subject: 'Скол на ободке кружки' },
      { id: 't-2', number: 41022, state: 'resolved', openedAt: minutes(day * 200), resolvedAt: minutes(day * 199), subject: 'Перенести доставку на субботу' },
      { id: 't-3', number: 38518, state: 'resolved', openedAt: minutes(day * 280), resolvedAt: minutes(day * 280), subject: 'Чем мыть матовую глазурь' }],
    entries,
  };
}

export function everybody(): Kept[] {
  return [marina(), ...rows.map(ordinary)];
}
