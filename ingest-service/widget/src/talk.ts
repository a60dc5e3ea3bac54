import { h, icon, reconcile, type Row } from './dom';
import type { Attachment, Entry } from './frames';
import { linked, webAddress } from './links';
import type { Outgoing } from './memory';
import { refusal, size, type Language, type Words } from './words';

export interface TalkActions {
  /** Puts a refused message back into the composer. */
  edit(id: string): void;
  remove(id: string): void;
  /** The address of a file, with what is needed to open it. */
  fileAddress(url: string): string | null;
}

interface Said {
  key: string;
  from: 'customer' | 'agent';
  text: string;
  name: string | null;
  at: Date;
  attachments: Attachment[];
  state: 'accepted' | 'read' | 'waiting' | 'refused';
  code: string | null;
}

/** Where a conversation stands on the screen. New lines move the page only for those already at its end. */
export class Talk {
  readonly element: HTMLElement;
  readonly more: HTMLElement;
  private readonly moreButton: HTMLButtonElement;
  private hidden = 0;
  private agentTyping: string | null = null;

  constructor(
    private readonly word: Words,
    private readonly language: Language,
    private readonly actions: TalkActions,
    private readonly readToEnd: () => void,
  ) {
    this.element = h('div', { class: 'body talk', role: 'log', 'aria-live': 'polite', tabindex: '0', 'aria-label': word.dialog });
    this.moreButton = h('button', { type: 'button', click: () => this.toEnd() });
    this.more = h('div', { class: 'more', hidden: true }, this.moreButton);
    this.element.addEventListener('scroll', () => this.scrolled());
  }

  /** `agentSaw` is the newest of the visitor's own numbers that an agent has seen. */
  show(entries: Entry[], unsent: Outgoing[], typing: string | null, agentSaw = 0): void {
    const atEnd = this.atEnd();
    const before = this.element.querySelectorAll('.m, .file').length;
    this.agentTyping = typing;
    const said = [...entries.map((entry) => fromEntry(entry, agentSaw)), ...unsent.map(fromUnsent)];
    reconcile(this.element, this.rows(said));
    const added = this.element.querySelectorAll('.m, .file').length - before;
    if (atEnd || said.at(-1)?.state === 'waiting') this.toEnd();
    else if (added > 0 && before > 0) this.hold(added);
  }

  toEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
    this.scrolled();
  }

  atEnd(): boolean {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < 48;
  }

  private hold(added: number): void {
    this.hidden += added;
    this.moreButton.textContent = this.word.show(this.hidden);
    this.more.hidden = false;
  }

  private scrolled(): void {
    if (this.atEnd()) {
      this.hidden = 0;
      this.more.hidden = true;
      this.readToEnd();
    }
  }

  private rows(said: Said[]): Row[] {
    const rows: Row[] = [];
    let day = '';
    said.forEach((one, i) => {
      const today = this.day(one.at);
      if (today !== day) rows.push(this.dayRow((day = today)));
      if (one.text !== '') rows.push(this.textRow(one));
      one.attachments.forEach((file, n) => rows.push(this.fileRow(one, file, n)));
      const next = said[i + 1];
      if (next === undefined || !sameRun(one, next)) rows.push(this.metaRow(one));
    });
    if (said.length === 0) rows.push({ key: 'empty', look: '', make: () => h('p', { class: 'empty' }, this.word.empty) });
    if (this.agentTyping !== null) rows.push(this.typingRow(this.agentTyping));
    return rows;
  }

  private dayRow(day: string): Row {
    return { key: `day ${day}`, look: '', make: () => h('span', { class: 'd' }, day) };
  }

  private textRow(one: Said): Row {
    const side = one.from === 'agent' ? 'a' : 'c';
    const failed = one.state === 'refused' ? ' failed' : '';
    const who = one.from === 'agent' ? (one.name ?? this.word.support) : this.word.you;
    return {
      key: `text ${one.key}`,
      look: `${side}${failed}${one.text}`,
      make: () => h('div', { class: `m ${side}${failed}` }, h('span', { class: 'sr' }, `${who}: `), ...linked(one.text)),
    };
  }

  private fileRow(one: Said, file: Attachment, n: number): Row {
    const side = one.from === 'agent' ? '' : ' c';
    const address = file.url === null ? null : this.actions.fileAddress(file.url);
    return {
      key: `file ${one.key} ${n}`,
      look: `${file.name}${file.size}${address ?? ''}`,
      make: () => {
        const inside = [
          h('span', { class: 'mark' }, icon('file')),
          h('span', {}, h('b', {}, file.name), h('small', {}, size(this.word, file.size, this.language))),
        ];
        if (address === null) return h('div', { class: `big file${side}` }, ...inside);
        const link = { href: address, download: file.name, target: '_blank', rel: 'noopener noreferrer' };
        return h('a', { class: `big file${side}`, ...link }, ...inside, icon('download'));
      },
    };
  }

  private metaRow(one: Said): Row {
    const time = one.at.toLocaleTimeString(this.language, { hour: '2-digit', minute: '2-digit' });
    return {
      key: `meta ${one.key}`,
      look: `${time}${one.state}${one.code ?? ''}${one.name ?? ''}`,
      make: () => {
        if (one.state === 'refused') return this.refusedRow(one);
        if (one.from === 'agent') return h('span', { class: 'meta' }, `${one.name ?? this.word.support} · ${time}`);
        const state = h('span', { class: 'sr' }, this.word[one.state]);
        const mark = icon(one.state === 'read' ? 'checks' : one.state === 'accepted' ? 'check' : 'clock', 14);
        return h('span', { class: 'meta c', 'data-state': one.state }, `${time} `, mark, state);
      },
    };
  }

  private refusedRow(one: Said): HTMLElement {
    return h(
      'span',
      { class: 'meta bad', 'data-state': 'refused' },
      h('span', {}, icon('warning', 14), ` ${refusal(this.word, one.code ?? '')}.`),
      h('button', { type: 'button', click: () => this.actions.edit(one.key) }, this.word.edit),
      h('button', { type: 'button', click: () => this.actions.remove(one.key) }, this.word.remove),
    );
  }

  private typingRow(name: string): Row {
    return {
      key: 'typing',
      look: name,
      make: () =>
        h('div', { class: 'm a' }, h('span', { class: 'dots', 'aria-hidden': 'true' }, '•••'), h('span', { class: 'sr' }, `${name} ${this.word.typing}`)),
    };
  }

  private day(at: Date): string {
    const now = new Date();
    const yesterday = new Date(now);
    yesterday.setDate(now.getDate() - 1);
    if (at.toDateString() === now.toDateString()) return this.word.today;
    if (at.toDateString() === yesterday.toDateString()) return this.word.yesterday;
    return at.toLocaleDateString(this.language, { day: 'numeric', month: 'long' });
  }
}

function fromEntry(entry: Entry, agentSaw: number): Said {
  const { id, from, text, agentName, attachments } = entry;
  const state = from === 'customer' && entry.seq <= agentSaw ? 'read' : 'accepted';
  return { key: id, from, text, name: agentName, at: new Date(entry.at), attachments, state, code: null };
}

function fromUnsent(message: Outgoing): Said {
  return {
    key: message.id,
    from: 'customer',
    text: message.text,
    name: null,
    at: new Date(message.at),
    attachments: message.attachments.map((file) => ({ ...file, url: null })),
    state: message.refused === null ? 'waiting' : 'refused',
    code: message.refused,
  };
}

/** One time stands under lines of one writer in one minute. */
function sameRun(one: Said, next: Said): boolean {
  return (
    one.from === next.from &&
    one.name === next.name &&
    one.state === next.state &&
    one.state !== 'refused' &&
    Math.floor(one.at.getTime() / 60_000) === Math.floor(next.at.getTime() / 60_000)
  );
}

/** Resolves a file's address against the chat's and lets nothing but the web through. */
export function fileAddress(url: string, base: string, secret: string | null): string | null {
  const address = webAddress(url, base);
  if (address === null) return null;
  const full = new URL(address);
  if (full.origin === new URL(base).origin && secret !== null && !full.searchParams.has('secret')) {
    full.searchParams.set('secret', secret);
  }
  return full.href;
}
