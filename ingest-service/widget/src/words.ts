export type Language = 'ru' | 'en';

const ru = {
  ask: 'Спросить',
  dialog: 'Чат с поддержкой',
  minimise: 'Свернуть',
  back: 'Назад',
  help: 'Чем помочь?',
  oneConversation: 'Пишите, как удобно: разговор останется один.',
  startChat: 'Написать в чат',
  startChatHint: 'ответ придёт сюда',
  continueChat: 'Продолжить разговор',
  telegramHint: 'можно закрыть сайт, ответ придёт туда',
  mail: 'Письмо',
  mailHint: 'ответим на почту',
  consent: 'Отправляя, вы соглашаетесь на обработку данных',
  support: 'Поддержка',
  here: 'Отвечаем здесь',
  finding: 'Ищем свободного специалиста',
  answering: 'отвечает вам',
  typing: 'печатает…',
  message: 'Сообщение',
  write: 'Напишите нам',
  writeMore: 'Можно дописать, пока ждёте',
  attach: 'Файл',
  send: 'Отправить',
  today: 'Сегодня',
  yesterday: 'Вчера',
  empty: 'Напишите вопрос. Номер заказа поможет ответить быстрее.',
  waiting: 'отправляется',
  accepted: 'доставлено',
  read: 'прочитано',
  sound: 'Звук',
  closedNow: 'Сейчас не отвечаем',
  opens: (when: string) => `откроемся ${when}`,
  answersFrom: (when: string) => `Ответим ${when}`,
  answersLater: 'Ответим, когда откроемся',
  leaveAddress: 'Оставьте почту или Telegram: ответим там, в том же разговоре',
  leaveQuestion: 'Оставить вопрос',
  at: (time: string) => `в ${time}`,
  tomorrow: (time: string) => `завтра с ${time}`,
  on: (day: string, time: string) => `${day} с ${time}`,
  waitAbout: (minutes: string) => `ждать около ${minutes}`,
  question: 'Вопрос',
  questionHint: 'Номер заказа поможет ответить быстрее',
  topic: 'Тема',
  optional: 'не обязательно',
  sayPage: 'Сообщить, с какой страницы я пишу',
  'field.name': 'Как к вам обращаться',
  'field.mail': 'Почта для ответа',
  'field.phone': 'Телефон',
  'field.telegram': 'Имя в Telegram',
  'fault.question': 'Напишите вопрос',
  'fault.required': 'Без этого не ответить',
  'fault.way': 'Оставьте почту или Telegram',
  'fault.mail': 'Похоже, это не адрес почты: нужен знак @',
  'fault.mail-end': 'Похоже, не хватает окончания: .ru, .com',
  'problem.too-many': 'Слишком много обращений с этого адреса. Попробуем снова через минуту.',
  'problem.identity-invalid': 'Не получается подтвердить, кто вы. Обновите страницу.',
  'problem.identity-expired': 'Вход на сайте истёк. Обновите страницу, сообщения сохранятся.',
  'problem.identity-required': 'Чтобы написать, войдите на сайте.',
  you: 'Вы',
  offline: 'Нет связи. Сообщения уйдут, как только она появится.',
  connecting: 'Соединяем…',
  edit: 'Изменить',
  remove: 'Убрать',
  download: 'Скачать',
  uploading: 'загружается',
  'refused.too-long': 'Не отправлено: слишком длинно. Разделите на части',
  'refused.empty': 'Не отправлено: пустое сообщение',
  'refused.too-many': 'Не отправлено: слишком много файлов. Разделите на несколько сообщений',
  'refused.upload-unknown': 'Не отправлено: файл не сохранился. Приложите его снова',
  'refused.other': 'Не отправлено. Измените и повторите',
  'file.too-large': (mb: number) => `Файл больше ${mb} МБ. Пришлите ссылку или файл поменьше`,
  'file.too-many': 'Слишком много файлов. Повторите позже',
  'file.failed': 'Файл не загрузился. Повторите',
  place: 'место в очереди',
  about: 'ждать около',
  minutes: (n: number) => (n < 1 ? 'минуты' : `${n} ${plural(n, 'минуты', 'минут', 'минут')}`),
  placeKept: 'Место сохранится, даже если закрыть окно. Срок считаем по последнему часу и обновляем.',
  placeKeptOnly: 'Место сохранится, даже если закрыть окно.',
  show: (n: number) => `${n} ${plural(n, 'новое', 'новых', 'новых')}, показать`,
  replies: (n: number) => `${n} ${plural(n, 'новый ответ', 'новых ответа', 'новых ответов')}`,
  goOnTelegram: 'Продолжить в Telegram',
  goOnTelegramOpen: 'Открыть Telegram',
  goOnMail: 'Отвечайте мне на почту',
  goOnMailAsk: 'Прислать ссылку',
  goOnMailSent: 'Ссылка ушла на почту. Откройте её, чтобы подтвердить адрес.',
  goOnMailWrong: 'Такого адреса не бывает. Проверьте его.',
  goOnHere: 'Разговор продолжается здесь.',
  goOnUnavailable: 'Сейчас не получается. Напишите прямо здесь.',
  units: ['Б', 'КБ', 'МБ'],
};

const en: typeof ru = {
  ask: 'Ask us',
  dialog: 'Chat with support',
  minimise: 'Minimise',
  back: 'Back',
  help: 'How can we help?',
  oneConversation: 'Write the way you like: it stays one conversation.',
  startChat: 'Start a chat',
  startChatHint: 'the answer comes here',
  continueChat: 'Continue the conversation',
  telegramHint: 'close the site, the answer comes there',
  mail: 'E-mail',
  mailHint: 'answered by e-mail',
  consent: 'By sending you agree to data processing',
  support: 'Support',
  here: 'We answer here',
  finding: 'Finding someone for you',
  answering: 'answering you',
  typing: 'typing…',
  message: 'Message',
  write: 'Write to us',
  writeMore: 'Add anything while you wait',
  attach: 'File',
  send: 'Send',
  today: 'Today',
  yesterday: 'Yesterday',
  empty: 'Write your question. An order number helps us answer sooner.',
  waiting: 'sending',
  accepted: 'delivered',
  read: 'read',
  sound: 'Sound',
  closedNow: 'Closed now',
  opens: (when) => `back ${when}`,
  answersFrom: (when) => `We answer ${when}`,
  answersLater: 'We answer when we are back',
  leaveAddress: 'Leave your e-mail or Telegram: we answer there, in the same conversation',
  leaveQuestion: 'Leave a question',
  at: (time) => `at ${time}`,
  tomorrow: (time) => `tomorrow from ${time}`,
  on: (day, time) => `on ${day} from ${time}`,
  waitAbout: (minutes) => `about ${minutes} to wait`,
  question: 'Question',
  questionHint: 'An order number helps us answer sooner',
  topic: 'Topic',
  optional: 'optional',
  sayPage: 'Tell which page I write from',
  'field.name': 'Your name',
  'field.mail': 'E-mail for the answer',
  'field.phone': 'Phone',
  'field.telegram': 'Telegram name',
  'fault.question': 'Write your question',
  'fault.required': 'We need this to answer',
  'fault.way': 'Leave your e-mail or Telegram',
  'fault.mail': 'This seems to be no e-mail address: the @ is missing',
  'fault.mail-end': 'The ending seems to be missing: .com, .org',
  'problem.too-many': 'Too many requests from this address. Trying again in a minute.',
  'problem.identity-invalid': 'We could not confirm who you are. Reload the page.',
  'problem.identity-expired': 'Your sign-in on this site has ended. Reload the page, messages are kept.',
  'problem.identity-required': 'Sign in on this site to write.',
  you: 'You',
  offline: 'No connection. Messages leave as soon as it is back.',
  connecting: 'Connecting…',
  edit: 'Edit',
  remove: 'Remove',
  download: 'Download',
  uploading: 'uploading',
  'refused.too-long': 'Not sent: too long. Split it',
  'refused.empty': 'Not sent: the message is empty',
  'refused.too-many': 'Not sent: too many files. Split them over several messages',
  'refused.upload-unknown': 'Not sent: the file was not kept. Attach it again',
  'refused.other': 'Not sent. Change it and try again',
  'file.too-large': (mb) => `The file is over ${mb} MB. Send a link or a smaller file`,
  'file.too-many': 'Too many files. Try again later',
  'file.failed': 'The file was not uploaded. Try again',
  place: 'place in the queue',
  about: 'about',
  minutes: (n) => (n < 1 ? 'a minute' : `${n} ${n === 1 ? 'minute' : 'minutes'}`),
  placeKept: 'Your place is kept even if you close this. The time comes from the last hour and is updated.',
  placeKeptOnly: 'Your place is kept even if you close this.',
  show: (n) => `${n} new, show`,
  replies: (n) => `${n} new ${n === 1 ? 'reply' : 'replies'}`,
  goOnTelegram: 'Continue in Telegram',
  goOnTelegramOpen: 'Open Telegram',
  goOnMail: 'Answer me by mail',
  goOnMailAsk: 'Send me a link',
  goOnMailSent: 'A link is on its way to your mailbox. Open it to confirm the address.',
  goOnMailWrong: 'There is no such address. Check it.',
  goOnHere: 'The conversation goes on here.',
  goOnUnavailable: 'That does not work just now. Write to us right here.',
  units: ['B', 'KB', 'MB'],
};

export type Words = typeof ru;

export function words(language: Language): Words {
  return language === 'ru' ? ru : en;
}

export function refusal(word: Words, code: string): string {
  const texts = word as unknown as Record<string, unknown>;
  const text = texts[`refused.${code}`];
  return typeof text === 'string' ? text : word['refused.other'];
}

/** The cause and the remedy, or null for what is no visitor's to know. */
export function problem(word: Words, code: string): string | null {
  const text = (word as unknown as Record<string, unknown>)[`problem.${code}`];
  return typeof text === 'string' ? text : null;
}

/** What seems wrong with a mail address, or null. More than this only sending a mail can tell. */
export function mailFault(word: Words, mail: string): string | null {
  const at = mail.lastIndexOf('@');
  if (at < 1 || /\s/.test(mail)) return word['fault.mail'];
  return /\.[^.\s@]{2,}$/.test(mail.slice(at)) ? null : word['fault.mail-end'];
}

/** A moment as people say it: today only the time, else the day as well. */
export function moment(word: Words, at: Date, now: Date, language: Language): string {
  const time = at.toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' });
  const tomorrow = new Date(now);
  tomorrow.setDate(now.getDate() + 1);
  if (at.toDateString() === now.toDateString()) return word.at(time);
  if (at.toDateString() === tomorrow.toDateString()) return word.tomorrow(time);
  return word.on(at.toLocaleDateString(language, { weekday: 'short', day: 'numeric', month: 'long' }), time);
}

/** How a field of a form is typed and filled in. */
export const FIELD_LOOK = {
  name: { type: 'text', autocomplete: 'name' },
  mail: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
  telegram: { type: 'text', autocomplete: 'off' },
} as const;

export function size(word: Words, bytes: number, language: Language): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < 2) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 2 && value < 10 ? 1 : 0;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })}\u00a0${word.units[unit] ?? ''}`;
}

/** Russian plural forms: 1, 21; 2 to 4, 22 to 24; all others. */
function plural(n: number, one: string, few: string, many: string): string {
  const form = new Intl.PluralRules('ru').select(n);
  return form === 'one' ? one : form === 'few' ? few : many;
}
