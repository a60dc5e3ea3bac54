// Plays customers of the stand-in's bots.
import { ask, clock, element, pause, tell, translate, word } from './words.js';

const $ = (id) => document.getElementById(id);
const api = '/play/api/telegram/bots';
let bot = null;
let people = [];
let chosen = null;
let shown = new Map();
let about = null; // { kind: 'edit' | 'reply', entry }
let watching = 0;

const chatPath = (id) => `${api}/${bot}/chats/${id}`;

async function start() {
  translate();
  $('block').hidden = true;
  const bots = await ask(api);
  if (bots.length === 0) {
    $('add').hidden = true;
    say(word('noBot'));
    return;
  }
  bots.forEach((each) => $('bot').append(element('option', { value: each.number, textContent: `@${each.username}` })));
  $('bots').hidden = bots.length < 2;
  bot = bots[0].number;
  await list();
  choose(people.find((each) => each.id === Number(location.hash.slice(1))) ?? people[0] ?? null);
}

async function list() {
  people = await ask(`${api}/${bot}/chats`);
  $('people').replaceChildren(...people.map((person) => {
    const button = element('button', { type: 'button', onclick: () => choose(person) },
      element('b', { textContent: person.name }),
      element('small', { textContent: person.blocked ? word('blocked') : String(person.id) }));
    button.setAttribute('aria-current', String(chosen?.id === person.id));
    return button;
  }));
  if (chosen) {
    chosen = people.find((each) => each.id === chosen.id) ?? chosen;
    $('block').textContent = word(chosen.blocked ? 'unblock' : 'block');
  }
}

function choose(person) {
  chosen = person;
  shown = new Map();
  watching += 1;
  $('compose').hidden = person === null;
  $('block').hidden = person === null;
  leave();
  draw();
  list();
  if (person) {
    history.replaceState(null, '', `#${person.id}`);
    watch(watching);
    $('text').focus();
  }
}

async function watch(turn) {
  let after = 0;
  while (turn === watching) {
    try {
      const wait = after === 0 ? 0 : 25;
      const changed = await ask(`${chatPath(chosen.id)}/messages?after=${after}&wait=${wait}`);
      if (turn !== watching) return;
      changed.forEach((entry) => shown.set(entry.messageId, entry));
      after = Math.max(after, 1, ...changed.map((entry) => entry.version));
      if (changed.length > 0) draw();
      problem('');
    } catch {
      problem(word('offline'));
      await pause(1500);
    }
  }
}

function draw() {
  const thread = $('thread');
  const atEnd = thread.scrollTop + thread.clientHeight >= thread.scrollHeight - 40;
  if (!chosen) {
    say(word('noChat'));
  } else if (shown.size === 0) {
    say(word('noMessages'));
  } else {
    thread.replaceChildren(...[...shown.values()].sort((a, b) => a.messageId - b.messageId).map(bubble));
    if (atEnd) thread.scrollTop = thread.scrollHeight;
  }
}

function say(text) {
  $('thread').replaceChildren(element('p', { className: 'empty', textContent: text }));
}

function bubble(entry) {
  const own = entry.from === 'customer';
  const quoted = entry.replyTo ? shown.get(entry.replyTo) : null;
  const box = element('div', { className: `bubble ${own ? 'own' : 'theirs'}` },
    quoted ? element('div', { className: 'quoted', textContent: quoted.text || quoted.kind }) : null,
    entry.file ? attachment(entry) : null,
    entry.text ? element('div', { textContent: entry.text }) : null,
    ...keys(entry),
    element('div', { className: 'meta' },
      element('span', { textContent: clock(entry.at) }),
      entry.edited ? element('span', { textContent: word('edited') }) : null,
      entry.reaction || entry.botReaction ? element('span', { textContent: `${entry.reaction ?? ''}${entry.botReaction ?? ''}` }) : null,
      own && entry.kind === 'text' ? small('edit', () => turnTo('edit', entry)) : null,
      own ? null : small('reply', () => turnTo('reply', entry)),
      own ? null : element('button', { type: 'button', className: 'small', textContent: '👍', onclick: () => react(entry) })));
  box.dataset.from = entry.from;
  return box;
}

function keys(entry) {
  return (entry.buttons?.inline_keyboard ?? []).flat().map((key) => element('button', {
    type: 'button', className: 'plain', textContent: key.text,
    onclick: () => attempt(() => tell(`${chatPath(chosen.id)}/messages/${entry.messageId}/presses`, 'POST', { data: key.callback_data ?? '' })),
  }));
}

function attachment(entry) {
  const address = `${api}/${bot}/files/${entry.file.id}`;
  return entry.kind === 'photo'
    ? element('img', { src: address, alt: entry.file.name })
    : element('a', { href: address, textContent: `📎 ${entry.file.name}`, download: entry.file.name });
}

function small(key, onclick) {
  return element('button', { type: 'button', className: 'small', textContent: word(key), onclick });
}

function turnTo(kind, entry) {
  about = { kind, entry };
  $('about').hidden = false;
  $('aboutText').textContent = `${word(kind === 'edit' ? 'edit' : 'replyingTo')}: ${entry.text || entry.kind}`;
  $('send').textContent = word(kind === 'edit' ? 'save' : 'send');
  if (kind === 'edit') $('text').value = entry.text;
  $('text').focus();
}

function leave() {
  about = null;
  $('about').hidden = true;
  $('send').textContent = word('send');
}

async function attempt(act) {
  try {
    await act();
    problem('');
    return true;
  } catch (error) {
    problem(word('failed', { why: error.message }));
    return false;
  }
}

function problem(text) {
  $('problem').textContent = text;
}

function react(entry) {
  return attempt(() => tell(`${chatPath(chosen.id)}/messages/${entry.messageId}/reaction`, 'PUT', { emoji: entry.reaction ? '' : '👍' }));
}

async function send() {
  const text = $('text').value.trim();
  if (!text) return;
  const path = `${chatPath(chosen.id)}/messages`;
  const sent = await attempt(() => {
    if (about?.kind === 'edit') return tell(`${path}/${about.entry.messageId}`, 'PUT', { text });
    return tell(path, 'POST', { name: chosen.name, text, replyTo: about?.entry.messageId });
  });
  if (sent) {
    $('text').value = '';
    leave();
  }
}

async function sendFile() {
  const file = $('file').files[0];
  if (!file) return;
  const kind = file.type.startsWith('image/') && file.type !== 'image/svg+xml' ? 'photo' : file.type.startsWith('audio/ogg') ? 'voice' : 'document';
  const query = new URLSearchParams({ kind, name: file.name, caption: $('text').value.trim() });
  const sent = await attempt(() => ask(`${chatPath(chosen.id)}/files?${query}`, {
    method: 'POST', headers: { 'Content-Type': file.type || 'application/octet-stream' }, body: file,
  }));
  $('file').value = '';
  if (sent) $('text').value = '';
}

$('add').addEventListener('submit', async (event) => {
  event.preventDefault();
  const name = $('name').value.trim() || word('newCustomer');
  const id = 100000 + Math.floor(Math.random() * 1e9);
  if (await attempt(() => tell(chatPath(id), 'PUT', { name, language: navigator.language.slice(0, 2) }))) {
    $('name').value = '';
    await list();
    choose(people.find((person) => person.id === id));
  }
});
$('bot').addEventListener('change', async () => { bot = Number($('bot').value); chosen = null; await list(); choose(people[0] ?? null); });
$('compose').addEventListener('submit', (event) => { event.preventDefault(); send(); });
$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
});
$('drop').addEventListener('click', () => { if (about?.kind === 'edit') $('text').value = ''; leave(); });
$('attach').addEventListener('click', () => $('file').click());
$('file').addEventListener('change', sendFile);
$('block').addEventListener('click', async () => {
  await attempt(() => ask(`${chatPath(chosen.id)}/block`, { method: chosen.blocked ? 'DELETE' : 'PUT' }));
  await list();
});
start();
