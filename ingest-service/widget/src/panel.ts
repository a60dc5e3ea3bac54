import { Composer } from './composer';
import { h, icon } from './dom';
import type { Memory, Upload } from './memory';
import type { Session } from './session';
import type { Settings } from './settings';
import { fileAddress, Talk } from './talk';
import { upload } from './uploads';
import type { Language, Words } from './words';

type View = 'home' | 'talk';

export interface PanelContext {
  settings: Settings;
  session: Session;
  memory: Memory;
  word: Words;
  language: Language;
  close(): void;
}

/** The open window: first the choice of ways to us, then the conversation. */
export class Panel {
  readonly element: HTMLElement;
  private readonly head = h('header');
  private readonly strip: HTMLElement;
  private readonly queue = h('div', { class: 'wait', role: 'status', hidden: true });
  private readonly talk: Talk;
  private readonly composer: Composer;
  private view: View;
  private typingName: string | null = null;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly context: PanelContext) {
    const { session, memory, word, language } = context;
    this.view = session.entries().length + session.unsent().length > 0 ? 'talk' : 'home';
    this.strip = h('div', { class: 'strip', role: 'status', hidden: true }, icon('warning'), word.offline);
    this.talk = new Talk(
      word,
      language,
      {
        edit: (id) => this.composer.put(session.withdraw(id)?.text ?? ''),
        remove: (id) => void session.withdraw(id),
        fileAddress: (url) => fileAddress(url, context.settings.base, memory.read().secret),
      },
      () => this.seen(),
    );
    this.composer = new Composer(
      word,
      {
        send: (text, files) => session.say(text, files),
        typing: () => session.typing(),
        draft: (draft) => void memory.change(() => ({ draft })),
        upload: (file) => this.upload(file),
      },
      memory.read().draft,
    );
    this.element = h('section', { class: 'w', role: 'dialog', 'aria-label': word.dialog, keydown: (event) => this.key(event as KeyboardEvent) });
    this.lay();
  }

  /** The first thing a keyboard should act on. */
  focus(): void {
    if (this.view === 'talk') this.composer.focus();
    else this.element.querySelector<HTMLElement>('.big')?.focus();
  }

  update(): void {
    const { session } = this.context;
    if (this.view === 'home' && session.entries().length + session.unsent().length > 0 && !this.chosenHome) {
      this.go('talk');
      return;
    }
    this.strip.hidden = !session.troubled;
    this.header();
    if (this.view === 'talk') this.talk.show(session.entries(), session.unsent(), this.typingName);
  }

  typing(name: string | null): void {
    clearTimeout(this.typingTimer);
    this.typingName = name;
    if (name !== null) this.typingTimer = setTimeout(() => this.typing(null), 6_000);
    this.update();
  }

  /** Where the visitor stands in the queue; a wait that is not known is not spoken of. */
  waits(queue: { place: number; seconds: number | null } | null): void {
    const { word } = this.context;
    this.queue.hidden = queue === null;
    this.header();
    if (queue === null) return;
    const figures = [h('div', {}, h('small', {}, word.place), h('b', {}, String(queue.place)))];
    if (queue.seconds !== null) figures.push(h('div', {}, h('small', {}, word.about), h('b', {}, word.minutes(Math.round(queue.seconds / 60)))));
    this.queue.replaceChildren(h('div', { class: 'place' }, ...figures), h('p', {}, queue.seconds === null ? word.placeKeptOnly : word.placeKept));
  }

  dispose(): void {
    clearTimeout(this.typingTimer);
    this.element.remove();
  }

  private chosenHome = false;

  private go(view: View): void {
    this.chosenHome = view === 'home';
    this.view = view;
    this.lay();
    this.focus();
  }

  private lay(): void {
    const parts =
      this.view === 'home'
        ? [this.head, this.strip, this.home(), h('p', { class: 'foot' }, this.context.word.consent)]
        : [this.head, this.strip, this.queue, this.talk.element, this.talk.more, this.composer.element];
    this.element.replaceChildren(...parts);
    this.update();
    if (this.view === 'talk') requestAnimationFrame(() => this.talk.toEnd());
  }

  private header(): void {
    const { word, settings, session } = this.context;
    const close = h('button', { type: 'button', class: 'ib', 'aria-label': word.minimise, click: () => this.context.close() }, icon('down', 20));
    const agent = session.entries().filter((entry) => entry.from === 'agent').at(-1)?.agentName ?? null;
    const open = session.line === 'open';
    const look = `${this.view}${agent ?? ''}${session.line}${this.typingName ?? ''}${this.queue.hidden}`;
    if (this.head.dataset['look'] === look) return;
    this.head.dataset['look'] = look;
    this.head.className = this.view === 'talk' ? 'sub' : '';
    const dot = h('i', { class: open ? '' : 'off' });
    if (this.view === 'home') {
      const state = open ? word.here : word.connecting;
      this.head.replaceChildren(who(settings.title ?? word.support, h('small', {}, dot, state)), close);
      return;
    }
    const back = h('button', { type: 'button', class: 'ib', 'aria-label': word.back, click: () => this.go('home') }, icon('back', 20));
    const state = !open ? word.connecting : this.typingName !== null ? word.typing : !this.queue.hidden ? word.finding : agent !== null ? word.answering : word.here;
    const face = agent === null ? [] : [h('span', { class: 'av', 'aria-hidden': 'true' }, initials(agent))];
    this.head.replaceChildren(back, ...face, who(agent ?? word.support, h('small', {}, dot, state)), close);
  }

  private home(): HTMLElement {
    const { word, settings, session } = this.context;
    const begun = session.entries().length + session.unsent().length > 0;
    const ways: HTMLElement[] = [
      h(
        'button',
        { type: 'button', class: 'big pri', click: () => this.go('talk') },
        h('span', { class: 'mark' }, icon('chat')),
        h('span', {}, h('b', {}, begun ? word.continueChat : word.startChat), h('small', {}, word.startChatHint)),
        icon('right'),
      ),
    ];
    const away = { target: '_blank', rel: 'noopener noreferrer' };
    if (settings.telegram !== null) {
      ways.push(way({ href: settings.telegram, ...away }, 'tg', 'telegram', 'Telegram', word.telegramHint));
    }
    if (settings.mail !== null) {
      ways.push(way({ href: `mailto:${settings.mail}` }, 'mail', 'mail', word.mail, word.mailHint));
    }
    return h(
      'div',
      { class: 'body' },
      h('h2', {}, word.help),
      h('p', { class: 's' }, word.oneConversation),
      h('div', { class: 'stack' }, ...ways),
    );
  }

  private seen(): void {
    if (this.view === 'talk' && document.visibilityState === 'visible') this.context.session.seen();
  }

  private async upload(file: File): Promise<Upload> {
    const { visitor, secret } = this.context.memory.read();
    if (visitor === null || secret === null) throw new Error('not connected yet');
    const { base, widget } = this.context.settings;
    return upload(base, widget, visitor, secret, file);
  }

  /** Esc closes; Tab goes round within the window. */
  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.context.close();
    } else if (event.key === 'Tab') {
      this.turn(event);
    }
  }

  private turn(event: KeyboardEvent): void {
    const stops = [...this.element.querySelectorAll<HTMLElement>('a[href], button, textarea, [tabindex="0"]')].filter(
      (one) => one.offsetParent !== null,
    );
    const now = (this.element.getRootNode() as ShadowRoot).activeElement;
    const from = event.shiftKey ? stops[0] : stops.at(-1);
    const to = event.shiftKey ? stops.at(-1) : stops[0];
    if (now === from && to !== undefined) {
      event.preventDefault();
      to.focus();
    }
  }
}

function way(attributes: Record<string, string>, mark: string, sign: 'telegram' | 'mail', name: string, hint: string): HTMLElement {
  return h(
    'a',
    { class: 'big', ...attributes },
    h('span', { class: `mark ${mark}` }, icon(sign)),
    h('span', {}, h('b', {}, name), h('small', {}, hint)),
    icon('right'),
  );
}

function who(name: string, state: HTMLElement): HTMLElement {
  return h('div', { class: 'who' }, h('b', {}, name), state);
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return (words.length > 1 ? words.slice(0, 2) : [name])
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}
