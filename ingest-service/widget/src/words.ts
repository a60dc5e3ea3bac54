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
  attach: 'Файл',
  send: 'Отправить',
  today: 'Сегодня',
  yesterday: 'Вчера',
  empty: 'Напишите вопрос. Номер заказа поможет ответить быстрее.',
  waiting: 'отправляется',
  accepted: 'доставлено',
  you: 'Вы',
  offline: 'Нет связи. Сообщения уйдут, как только она появится.',
  connecting: 'Соединяем…',
  edit: 'Изменить',
  remove: 'Убрать',
  download: 'Скачать',
  uploading: 'загружается',
  'refused.too-long': 'Не отправлено: слишком длинно. Разделите на части',
  'refused.empty': 'Не отправлено: пустое сообщение',
  'refused.too-many': 'Не отправлено: слишком часто. Повторите через минуту',
  'refused.upload-unknown': 'Не отправлено: файл не сохранился. Приложите его снова',
  'refused.other': 'Не отправлено. Измените и повторите',
  'file.too-large': 'Файл больше 10 МБ. Пришлите ссылку или файл поменьше',
  'file.failed': 'Файл не загрузился. Повторите',
  place: 'место в очереди',
  about: 'ждать около',
  minutes: (n: number) => (n < 1 ? 'минуты' : `${n} ${plural(n, 'минуты', 'минут', 'минут')}`),
  placeKept: 'Место сохранится, даже если закрыть окно. Срок считаем по последнему часу и обновляем.',
  placeKeptOnly: 'Место сохранится, даже если закрыть окно.',
  show: (n: number) => `${n} ${plural(n, 'новое', 'новых', 'новых')}, показать`,
  replies: (n: number) => `${n} ${plural(n, 'новый ответ', 'новых ответа', 'новых ответов')}`,
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
  attach: 'File',
  send: 'Send',
  today: 'Today',
  yesterday: 'Yesterday',
  empty: 'Write your question. An order number helps us answer sooner.',
  waiting: 'sending',
  accepted: 'delivered',
  you: 'You',
  offline: 'No connection. Messages leave as soon as it is back.',
  connecting: 'Connecting…',
  edit: 'Edit',
  remove: 'Remove',
  download: 'Download',
  uploading: 'uploading',
  'refused.too-long': 'Not sent: too long. Split it',
  'refused.empty': 'Not sent: the message is empty',
  'refused.too-many': 'Not sent: too many at once. Try again in a minute',
  'refused.upload-unknown': 'Not sent: the file was not kept. Attach it again',
  'refused.other': 'Not sent. Change it and try again',
  'file.too-large': 'The file is over 10 MB. Send a link or a smaller file',
  'file.failed': 'The file was not uploaded. Try again',
  place: 'place in the queue',
  about: 'about',
  minutes: (n) => (n < 1 ? 'a minute' : `${n} ${n === 1 ? 'minute' : 'minutes'}`),
  placeKept: 'Your place is kept even if you close this. The time comes from the last hour and is updated.',
  placeKeptOnly: 'Your place is kept even if you close this.',
  show: (n) => `${n} new, show`,
  replies: (n) => `${n} new ${n === 1 ? 'reply' : 'replies'}`,
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
