// Plays people who write to our mailboxes.
import { ask, clock, element, pause, tell, translate, word } from './words.js';

const $ = (id) => document.getElementById(id);
const memory = 'onethread.play.addresses';
let address = null;
let letters = [];
let answering = null;
let watching = 0;

const known = () => JSON.parse(localStorage.getItem(memory) ?? '[]');
const key = (letter) => `${letter.direction}/${letter.uid}`;

async function start() {
  translate();
  const mailboxes = await ask('/play/api/mail/mailboxes');
  if (mailboxes.length === 0) {
    $('open').hidden = true;
    say(word('noMailbox'));
    return;
  }
  mailboxes.forEach((each) => $('to').append(element('option', { value: each, textContent: each })));
  const first = decodeURIComponent(location.hash.slice(1)) || known()[0];
  first ? choose(first) : draw();
}

function list() {
  $('people').replaceChildren(...known().map((each) => {
    const button = element('button', { type: 'button', onclick: () => choose(each) }, element('b', { textContent: each }));
    button.setAttribute('aria-current', String(each === address));
    return button;
  }));
}

function choose(chosen) {
  address = chosen.trim().toLowerCase();
  localStorage.setItem(memory, JSON.stringify([address, ...known().filter((each) => each !== address)].slice(0, 30)));
  history.replaceState(null, '', `#${encodeURIComponent(address)}`);
  letters = [];
  watching += 1;
  $('compose').hidden = false;
  answer(null);
  list();
  draw();
  watch(watching);
}

async function watch(turn) {
  const seen = { received: 0, written: 0 };
  let wait = 0;
  while (turn === watching) {
    try {
      const query = new URLSearchParams({ after: seen.received, sentAfter: seen.written, wait });
      const fresh = await ask(`/play/api/mail/inboxes/${encodeURIComponent(address)}/letters?${query}`);
      if (turn !== watching) return;
      fresh.forEach((letter) => { seen[letter.direction] = Math.max(seen[letter.direction], letter.uid); });
      const present = new Set(letters.map(key));
      letters.push(...fresh.filter((letter) => !present.has(key(letter))));
      wait = 25;
      if (fresh.length > 0) draw();
      problem('');
    } catch {
      problem(word('offline'));
      await pause(1500);
    }
  }
}

function draw() {
  const thread = $('thread');
  if (!address) {
    say(word('noAddress'));
  } else if (letters.length === 0) {
    say(word('noLetters'));
  } else {
    thread.replaceChildren(...letters.sort((a, b) => a.at.localeCompare(b.at)).map(shown));
    thread.scrollTop = thread.scrollHeight;
  }
}

function say(text) {
  $('thread').replaceChildren(element('p', { className: 'empty', textContent: text }));
}

function shown(letter) {
  const own = letter.direction === 'written';
  const headers = element('pre', { hidden: true, textContent: (letter.headers ?? []).join('\n') });
  const box = element('article', { className: `letter ${own ? 'own' : ''}` },
    element('div', { className: 'head' },
      element('b', { textContent: letter.subject || letter.unreadable || '' }),
      element('span', { className: 'meta', textContent: `${letter.from ?? ''} → ${letter.to ?? ''} · ${clock(letter.at)}` })),
    element('div', { className: 'text', textContent: letter.unreadable ? word('unreadable') : letter.text }),
    letter.attachments?.length ? element('div', { className: 'meta', textContent: `${word('attachments')}: ${letter.attachments.join(', ')}` }) : null,
    element('div', { className: 'tools' },
      own ? null : element('button', { type: 'button', className: 'small', textContent: word('reply'), onclick: () => answer(letter) }),
      element('button', { type: 'button', className: 'small', textContent: word('headers'), onclick: () => { headers.hidden = !headers.hidden; } }),
      own ? null : element('a', {
        className: 'meta', target: '_blank', rel: 'noopener', textContent: word('raw'),
        href: `/play/api/mail/inboxes/${encodeURIComponent(address)}/letters/${letter.uid}`,
      })),
    headers);
  box.dataset.direction = letter.direction;
  return box;
}

function answer(letter) {
  answering = letter;
  $('drop').hidden = letter === null;
  $('about').textContent = letter ? `${word('replyingTo')}: ${letter.subject}` : '';
  if (letter) {
    $('subject').value = /^re:/i.test(letter.subject) ? letter.subject : `Re: ${letter.subject}`;
    const mailbox = [...$('to').options].find((option) => letter.from.includes(option.value));
    if (mailbox) $('to').value = mailbox.value;
  } else {
    $('subject').value = '';
  }
  $('text').focus();
}

function problem(text) {
  $('problem').textContent = text;
}

async function send() {
  try {
    await tell('/play/api/mail/letters', 'POST', {
      from: address, to: $('to').value, subject: $('subject').value, text: $('text').value,
      inReplyTo: answering?.messageId ?? '', references: answering?.references ?? '',
    });
    $('text').value = '';
    answer(null);
    choose(address);
  } catch (error) {
    problem(word('failed', { why: error.message }));
  }
}

$('open').addEventListener('submit', (event) => { event.preventDefault(); choose($('address').value); $('address').value = ''; });
$('compose').addEventListener('submit', (event) => { event.preventDefault(); send(); });
$('drop').addEventListener('click', () => answer(null));
start();
