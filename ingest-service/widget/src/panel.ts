import { Composer } from './composer';
import { h, icon } from './dom';
import { Elsewhere, type GoesOn } from './elsewhere';
import { Form } from './form';
import type { Typed } from './frames';
import type { Upload } from './memory';
import type { Session } from './session';
import type { Settings } from './settings';
import { fileAddress, Talk } from './talk';
import { LARGEST, upload } from './uploads';
import { moment, problem, type Language, type Words } from './words';

type View = 'home' | 'talk' | 'form';

export interface PanelContext {
  settings: Settings;
  session: Session;
  word: Words;
  language: Language;
  /** What a form was filled with. */
  filled(form: { typed: Typed; topic: string | null; page: boolean | null }): void;
  close(): void;
}

/** The open window: first the choice of ways to us, a form where the door has one, then the conversation. */
export class Panel {
  readonly element: HTMLElement;
  private readonly head = h('header');
  private readonly strip = h('div', { class: 'strip', role: 'status', hidden: true });
  private form: Form | null = null;
  private readonly queue = h('div', { class: 'wait', role: 'status', hidden: true });
  private readonly talk: Talk;
  private readonly composer: Composer;
  private readonly elsewhere: Elsewhere;
  private view: View;
  private typingName: string | null = null;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly context: PanelContext) {
    const { session, word, language } = context;
    const { memory } = session;
    this.view = session.entries().length + session.unsent().length > 0 ? 'talk' : 'home';
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
        upload: (file, progress) => this.upload(file, progress),
        largest: () => session.door?.largest ?? LARGEST,
      },
      memory.read().draft,
    );
    this.elsewhere = new Elsewhere(word, session);
    this.element = h('section', { class: 'w', role: 'dialog', 'aria-label': word.dialog, keydown: (event) => this.key(event as KeyboardEvent) });
    this.lay();
  }

  /** The first thing a keyboard should act on. */
  focus(): void {
    if (this.view === 'talk') this.composer.focus();
    else if (this.view === 'form') this.form?.focus();
    else this.element.querySelector<HTMLElement>('.big')?.focus();
  }

  update(): void {
    const { session } = this.context;
    if (this.view === 'home' && this.begun && !this.chosenHome) {
      this.go('talk');
      return;
    }
    this.warn();
    this.header();
    if (this.view === 'talk') this.talk.show(session.entries(), session.unsent(), this.typingName, session.agentSaw);
    if (this.view === 'home') this.start?.replaceChildren(this.startHint());
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
    this.composer.invite(queue === null ? word.write : word.writeMore);
    this.header();
    if (queue === null) return;
    const figures = [h('div', {}, h('small', {}, word.place), h('b', {}, String(queue.place)))];
    if (queue.seconds !== null) figures.push(h('div', {}, h('small', {}, word.about), h('b', {}, word.minutes(Math.round(queue.seconds / 60)))));
    this.queue.replaceChildren(h('div', { class: 'place' }, ...figures), h('p', {}, queue.seconds === null ? word.placeKeptOnly : word.placeKept));
  }

  /** Cause and remedy, or when a closed desk answers; said once, not with every change. */
  private warn(): void {
    const { session, word } = this.context;
    const closed = this.view === 'talk' && this.closed ? `${word.closedNow}. ${this.answersWhen()}.` : null;
    const text = session.troubled ? (problem(word, session.problem ?? '') ?? word.offline) : closed;
    this.strip.hidden = text === null;
    if (text !== null && this.strip.textContent !== text) {
      this.strip.replaceChildren(icon(session.troubled ? 'warning' : 'moon'), h('span', {}, text));
    }
  }

  private get closed(): boolean {
    return this.context.session.desk?.open === false;
  }

  private opens(): string | null {
    const { session, word, language } = this.context;
    const at = session.desk?.opensAt ?? null;
    return at === null ? null : moment(word, new Date(at), new Date(), language);
  }

  private answersWhen(): string {
    const { word } = this.context;
    const when = this.opens();
    return when === null ? word.answersLater : word.answersFrom(when);
  }

  goesOn(answer: GoesOn): void {
    this.elsewhere.heard(answer);
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
    const foot = h('p', { class: 'foot' }, this.context.word.consent);
    if (this.view === 'form') this.form = this.newForm();
    const parts = {
      home: () => [this.home(), foot],
      form: () => [this.form?.element ?? foot, foot],
      talk: () => [this.queue, this.talk.element, this.talk.more, this.composer.element],
    }[this.view]();
    this.element.replaceChildren(this.head, this.strip, ...parts);
    this.update();
    if (this.view === 'talk') requestAnimationFrame(() => this.talk.toEnd());
  }

  private get begun(): boolean {
    const { session } = this.context;
    return session.entries().length + session.unsent().length > 0;
  }

  /** What stands between a visitor and their first message. */
  private begin(): void {
    const { session } = this.context;
    const door = session.door;
    const asks = door !== null && (door.topics.length > 0 || (!session.signedIn && Object.keys(door.ask).length > 0));
    const leaves = door !== null && door.closed === 'form' && this.closed;
    this.go(!this.begun && (asks || leaves) ? 'form' : 'talk');
  }

  private newForm(): Form {
    const { session, word, language, settings, filled } = this.context;
    const kept = session.memory.read();
    const door = session.door ?? { ask: {}, topics: [], closed: 'form', signIn: false, largest: null };
    return new Form({
      word,
      language,
      door,
      typed: kept.typed,
      closed: this.closed && door.closed === 'form' ? { headline: this.answersWhen() } : null,
      signedIn: session.signedIn,
      page: settings.page === 'ask' ? kept.page : null,
      draft: kept.draft,
      drafted: (draft) => void session.memory.change(() => ({ draft })),
      send: (form) => {
        filled(form);
        session.memory.change(() => ({ draft: '' }));
        this.composer.clear();
        session.say(form.text, [], true);
        this.go('talk');
      },
    });
  }

  private header(): void {
    const { word, settings, session } = this.context;
    const { sound } = session.memory.read();
    const ringer = h('button', { type: 'button', class: 'ib', 'aria-label': word.sound, 'aria-pressed': String(sound), click: () => this.mute() }, icon(sound ? 'bell' : 'silent', 20));
    const close = h('button', { type: 'button', class: 'ib', 'aria-label': word.minimise, click: () => this.context.close() }, icon('down', 20));
    const agent = session.entries().filter((entry) => entry.from === 'agent').at(-1)?.agentName ?? null;
    const open = session.line === 'open';
    const state = this.state(agent);
    const look = `${this.view}${agent ?? ''}${session.line}${state}${sound}`;
    if (this.head.dataset['look'] === look) return;
    this.head.dataset['look'] = look;
    this.head.className = this.view === 'home' ? '' : 'sub';
    const focused = (this.element.getRootNode() as ShadowRoot).activeElement?.getAttribute('aria-label') ?? null;
    const dot = h('i', { class: open && !this.closed ? '' : 'off' });
    if (this.view === 'home') {
      this.head.replaceChildren(who(settings.title ?? word.support, h('small', {}, dot, state)), ringer, close);
      this.refocus(focused);
      return;
    }
    const back = h('button', { type: 'button', class: 'ib', 'aria-label': word.back, click: () => this.go('home') }, icon('back', 20));
    const face = agent === null ? [] : [h('span', { class: 'av', 'aria-hidden': 'true' }, initials(agent))];
    this.head.replaceChildren(back, ...face, who(agent ?? (this.view === 'form' ? (settings.title ?? word.support) : word.support), h('small', {}, dot, state)), ringer, close);
    this.refocus(focused);
  }

  /** A button of the head is made anew while somebody stands on it: they stay where they are. */
  private refocus(label: string | null): void {
    const buttons = [...this.head.querySelectorAll('button')];
    if (label !== null) buttons.find((button) => button.getAttribute('aria-label') === label)?.focus();
  }

  private state(agent: string | null): string {
    const { word, session } = this.context;
    if (session.line !== 'open') return word.connecting;
    if (this.typingName !== null && this.view === 'talk') return word.typing;
    if (this.closed) {
      const when = this.opens();
      return when === null ? word.closedNow : `${word.closedNow}, ${word.opens(when)}`;
    }
    if (this.view === 'talk' && !this.queue.hidden) return word.finding;
    return agent !== null && this.view === 'talk' ? word.answering : word.here;
  }

  private mute(): void {
    this.context.session.memory.change((now) => ({ sound: !now.sound }));
    this.header();
  }

  private home(): HTMLElement {
    const { word, settings } = this.context;
    this.start = h('span', {}, this.startHint());
    const ways: HTMLElement[] = [
      h(
        'button',
        { type: 'button', class: 'big pri', click: () => this.begin() },
        h('span', { class: 'mark' }, icon('chat')),
        this.start,
        icon('right'),
      ),
    ];
    if (this.begun) ways.push(this.elsewhere.element);
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

  /** The wait that is known now, or when a closed desk is back. */
  private startHint(): DocumentFragment {
    const { word, session } = this.context;
    const seconds = session.desk?.seconds ?? null;
    const closed = this.closed && !this.begun;
    const wait = seconds === null ? word.startChatHint : word.waitAbout(word.minutes(Math.round(seconds / 60)));
    const hint = document.createDocumentFragment();
    hint.append(
      h('b', {}, this.begun ? word.continueChat : closed ? word.leaveQuestion : word.startChat),
      h('small', {}, this.closed ? this.answersWhen() : wait),
    );
    return hint;
  }

  private start: HTMLElement | null = null;

  private seen(): void {
    if (this.view === 'talk' && document.visibilityState === 'visible') this.context.session.seen();
  }

  private async upload(file: File, progress: (share: number) => void): Promise<Upload> {
    const { visitor, secret } = this.context.session.memory.read();
    if (visitor === null || secret === null) throw new Error('not connected yet');
    const { base, widget } = this.context.settings;
    return upload({ base, widget, visitor, secret, file, progress });
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
    const stops = [...this.element.querySelectorAll<HTMLElement>('a[href], button, textarea, input, [tabindex="0"]')].filter(
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
