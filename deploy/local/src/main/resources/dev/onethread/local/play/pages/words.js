// Texts of the play pages in the browser's language; elements name theirs by data-word, inputs theirs by data-hint.
const catalogues = {
  en: {
    telegramTitle: 'Telegram, the customer’s side', mailTitle: 'Mail, the customer’s side', standIn: 'a stand-in on this machine',
    telegram: 'Telegram', mail: 'Mail', inbox: 'Agents’ inbox', shop: 'Shop',
    name: 'Customer’s name', add: 'Add a customer', newCustomer: 'New customer', write: 'Write a message',
    send: 'Send', file: 'Send a file', edit: 'Edit', save: 'Save', cancel: 'Cancel', edited: 'edited', block: 'Block the bot', unblock: 'Unblock the bot',
    blocked: 'has blocked the bot', reply: 'Reply', replyingTo: 'Replying to', bot: 'Bot',
    noChat: 'Choose a customer on the left, or add one, and write the way they would in Telegram.',
    noMessages: 'Nothing yet. Write the first message; answers of the agents appear here by themselves.',
    noBot: 'A real bot is configured: write to it in Telegram itself.',
    noMailbox: 'A real mailbox is configured: write to it from a real mail program.',
    address: 'Customer’s address', open: 'Open this mailbox', noAddress: 'Give the customer’s address on the left and write a letter. Any address will do.',
    noLetters: 'Nothing yet. Write the first letter; answers appear here by themselves.',
    to: 'To', subject: 'Subject', letter: 'Letter', headers: 'Headers', raw: 'Source', attachments: 'Attachments', unreadable: 'This letter cannot be read',
    failed: 'Not sent: {why}', offline: 'The stand-in does not answer. Trying again.',
  },
  ru: {
    telegramTitle: 'Telegram со стороны клиента', mailTitle: 'Почта со стороны клиента', standIn: 'имитация на этой машине',
    telegram: 'Telegram', mail: 'Почта', inbox: 'Рабочее место', shop: 'Магазин',
    name: 'Имя клиента', add: 'Добавить клиента', newCustomer: 'Новый клиент', write: 'Сообщение',
    send: 'Отправить', file: 'Отправить файл', edit: 'Изменить', save: 'Сохранить', cancel: 'Отмена', edited: 'изменено', block: 'Заблокировать бота', unblock: 'Разблокировать бота',
    blocked: 'бот заблокирован', reply: 'Ответить', replyingTo: 'Ответ на', bot: 'Бот',
    noChat: 'Выберите клиента слева или добавьте нового и пишите так, как он писал бы в Telegram.',
    noMessages: 'Пока пусто. Напишите первое сообщение; ответы появятся здесь сами.',
    noBot: 'Настроен настоящий бот: пишите ему в самом Telegram.',
    noMailbox: 'Настроен настоящий ящик: пишите на него из обычной почты.',
    address: 'Адрес клиента', open: 'Открыть ящик', noAddress: 'Укажите слева адрес клиента и напишите письмо. Подойдёт любой адрес.',
    noLetters: 'Пока пусто. Напишите первое письмо; ответы появятся здесь сами.',
    to: 'Кому', subject: 'Тема', letter: 'Письмо', headers: 'Заголовки', raw: 'Исходник', attachments: 'Вложения', unreadable: 'Письмо не читается',
    failed: 'Не отправлено: {why}', offline: 'Имитация не отвечает. Повторяем.',
  },
};

export const language = navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en';

export function word(key, values = {}) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), catalogues[language][key] ?? key);
}

export function translate() {
  document.documentElement.lang = language;
  document.querySelectorAll('[data-word]').forEach((element) => { element.textContent = word(element.dataset.word); });
  document.querySelectorAll('[data-hint]').forEach((element) => { element.placeholder = word(element.dataset.hint); });
}

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function clock(at) {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

export async function ask(path, options = {}) {
  const response = await fetch(path, options);
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.title ?? String(response.status));
  }
  return response.status === 204 ? null : response.json();
}

export function tell(path, method, body) {
  return ask(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

export const pause = (millis) => new Promise((done) => { setTimeout(done, millis); });
