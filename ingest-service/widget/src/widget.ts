import { Emitter, publish, whom, type Api, type Who } from './api';
import { h, icon } from './dom';
import { tokenOf } from './elsewhere';
import type { About, Identity, Typed } from './frames';
import look from './look.css?inline';
import { Memory } from './memory';
import { Panel } from './panel';
import type { Prove } from './line';
import { Session } from './session';
import { language, settings, socketAddress, theme, type Settings } from './settings';
import { ring } from './sound';
import { words } from './words';

/** The launcher and, when opened, the window, in a shadow tree of their own: neither page nor widget restyles the other. */
export class Widget {
  private readonly host = document.createElement('onethread-widget');
  private readonly root: ShadowRoot;
  /** Of this browser, for as long as the page says nothing of who uses it. */
  private readonly anonymous: Memory;
  private readonly emitter = new Emitter();
  private session: Session;
  private attributes: About['attributes'] = {};
  private topic: string | null = null;
  private tellsPage = false;
  private told = { unread: -1, desk: '' };
  private opener: HTMLElement | null = null;
  private readonly settings: Settings;
  private panel: Panel | null = null;
  private launcher: HTMLButtonElement | null = null;
  private shown = '';
  private readonly token = tokenOf(location, history);
  private queue: { place: number; seconds: number | null } | null = null;

  constructor(script: HTMLScriptElement) {
    this.settings = settings(script);
    this.root = this.host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(look);
    this.root.adoptedStyleSheets = [sheet];
    this.anonymous = new Memory(`onethread.${this.settings.widget}`, shelf());
    this.session = this.newSession(this.anonymous);
  }

  private newSession(memory: Memory, prove: Prove | null = null, renews = false): Session {
    const session: Session = new Session({
      memory,
      prove,
      renews,
      before: prove === null ? null : this.anonymous,
      about: () => this.about(memory),
      connect: () => new WebSocket(socketAddress(this.settings)),
      listener: {
        changed: () => this.session === session && this.update(),
        arrived: (entry) => {
          this.emitter.tell('message', { from: entry.from, text: entry.text, at: entry.at });
          if (entry.from !== 'agent') return;
          this.panel?.typing(null);
          this.waits(null);
          this.ring(entry.seq);
        },
        typing: (name) => this.panel?.typing(name ?? ''),
        waits: (queue) => this.waits(queue),
        identity: (code) => this.emitter.tell('identity', { state: code ?? 'signed-in' }),
        goesOn: (answer) => this.panel?.goesOn(answer),
      },
      token: this.token,
    });
    return session;
  }

  begin(): void {
    document.body.append(this.host);
    this.dress();
    this.follow();
    this.comeBack();
    publish(this.api());
    this.update();
    this.emitter.tell('ready', {});
  }

  /** Who wrote before is to see answers without opening anything; nobody else costs a connection. */
  private comeBack(): void {
    const remembered = this.session.memory.read();
    if (remembered.known || remembered.visitor !== null || remembered.unsent.length > 0 || this.token !== null) this.session.start();
  }

  private api(): Api {
    const api: Api = {
      open: () => this.toggle(true),
      close: () => this.toggle(false),
      identify: (who) => void this.identify(who),
      signOut: () => this.signOut(),
      set: (attributes) => {
        this.attributes = { ...this.attributes, ...attributes };
        this.session.tell();
      },
      consent: (page) => {
        this.tellsPage = page;
        this.session.tell();
      },
      on: (event, listener) => this.emitter.on(event, listener as (told: never) => void),
      off: (event, listener) => this.emitter.off(event, listener as (told: never) => void),
      push: (later) => later(api),
    };
    return api;
  }

  /** The page says who its visitor is; what each person writes at this browser is kept apart. */
  private async identify(who: Who): Promise<void> {
    const renews = typeof who === 'function';
    let first: Identity | null = null;
    try {
      first = renews ? await who() : who;
    } catch (failure) {
      console.error('Onethread: the page could not say who its visitor is', failure);
    }
    const id = first === null ? null : whom(first);
    if (id === null) return this.emitter.tell('identity', { state: 'identity-invalid' });
    let unused = first;
    const prove = () => {
      const given = unused ?? (renews ? who() : first);
      unused = null;
      return given;
    };
    const memory = new Memory(`${this.anonymous.key}.${encodeURIComponent(id)}`, shelf(), true);
    this.change(this.newSession(memory, prove, renews));
  }

  private signOut(): void {
    if (!this.session.signedIn) return;
    this.session.leave();
    this.session.memory.forget();
    this.attributes = {};
    this.change(this.newSession(this.anonymous));
  }

  private change(session: Session): void {
    const open = this.panel !== null;
    this.toggle(false);
    this.session.stop();
    this.session = session;
    this.queue = null;
    if (open) this.toggle(true);
    else this.comeBack();
    this.update();
  }

  private about(memory: Memory): About {
    const { typed, page } = memory.read();
    const tells = this.tellsPage || page;
    return {
      language: this.language(),
      typed,
      topic: this.topic,
      page: tells ? location.origin + location.pathname : null,
      referrer: tells && document.referrer !== '' ? document.referrer.replace(/[?#].*$/, '') : null,
      attributes: this.attributes,
    };
  }

  private filled(form: { typed: Typed; topic: string | null; page: boolean | null }): void {
    this.topic = form.topic;
    this.session.memory.change((now) => ({ typed: { ...now.typed, ...form.typed }, page: form.page ?? now.page }));
    this.session.tell();
  }

  /** For an answer that came while nobody looked, once in all tabs. */
  private ring(seq: number): void {
    const looks = this.panel !== null && document.visibilityState === 'visible';
    const { memory } = this.session;
    const { sound, seen, rung } = memory.read();
    if (looks || !sound || !this.settings.sound || seq <= Math.max(seen, rung)) return;
    memory.change(() => ({ rung: seq }));
    ring();
  }

  private waits(queue: { place: number; seconds: number | null } | null): void {
    this.queue = queue;
    this.panel?.waits(queue);
  }

  private update(): void {
    this.panel?.update();
    this.badge();
    const count = this.session.unseen();
    if (count !== this.told.unread) this.emitter.tell('unread', { count: (this.told.unread = count) });
    const desk = this.session.desk;
    if (desk !== null && this.told.desk !== (this.told.desk = `${desk.open}${desk.opensAt}`)) {
      this.emitter.tell('desk', { open: desk.open, opensAt: desk.opensAt });
    }
  }

  private toggle(open: boolean): void {
    if (open === (this.panel !== null)) return;
    if (open) {
      this.opener = document.activeElement === this.host ? null : (document.activeElement as HTMLElement | null);
      this.session.start();
      this.session.hurry();
      this.panel = new Panel({
        settings: this.settings,
        session: this.session,
        word: words(this.language()),
        language: this.language(),
        filled: (form) => this.filled(form),
        close: () => this.toggle(false),
      });
      this.launcher?.remove();
      this.root.append(this.panel.element);
      this.panel.waits(this.queue);
      this.panel.update();
      this.panel.focus();
      this.emitter.tell('open', {});
    } else {
      this.panel?.dispose();
      this.panel = null;
      this.dress();
      // Back to where a keyboard came from: the page's own button, else ours.
      if (this.opener?.isConnected === true && this.opener !== document.body) this.opener.focus();
      else this.launcher?.focus();
      this.emitter.tell('close', {});
    }
  }

  private dress(): void {
    this.host.dataset['theme'] = theme(this.settings.theme);
    this.host.lang = this.language();
    this.host.dataset['side'] = this.settings.side;
    if (this.panel !== null) return;
    const word = words(this.language());
    this.launcher?.remove();
    this.launcher = h(
      'button',
      { type: 'button', class: 'launch', 'aria-haspopup': 'dialog', click: () => this.toggle(true) },
      icon('chat', 24),
      h('span', {}, word.ask),
      h('span', { class: 'n', role: 'status', hidden: true }),
    );
    this.root.append(this.launcher);
    this.badge();
  }

  private badge(): void {
    const mark = this.launcher?.querySelector<HTMLElement>('.n');
    if (!mark) return;
    const count = this.session.unseen();
    mark.hidden = count === 0;
    mark.textContent = count > 99 ? '99+' : String(count);
    mark.setAttribute('aria-label', words(this.language()).replies(count));
  }

  private language(): 'ru' | 'en' {
    return language(this.settings.language);
  }

  /** The page may change language or colours, the network may come back, another tab may write. */
  private follow(): void {
    const restyle = () => {
      const now = `${theme(this.settings.theme)} ${this.language()}`;
      if (now === this.shown) return;
      const speech = this.shown.split(' ')[1] !== this.language();
      this.shown = now;
      const open = this.panel !== null;
      if (speech && open) {
        this.toggle(false);
        this.toggle(true);
      }
      this.dress();
    };
    this.shown = `${theme(this.settings.theme)} ${this.language()}`;
    const page = { attributes: true, attributeFilter: ['lang', 'class', 'style', 'data-theme'] };
    new MutationObserver(restyle).observe(document.documentElement, page);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
    addEventListener('online', () => this.session.wake(true));
    addEventListener('pageshow', (event) => this.session.wake(event.persisted));
    addEventListener('storage', (event) => {
      if (event.key === this.session.memory.key) this.session.reread();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') {
        this.session.wake();
        this.update();
      }
    });
  }
}

/** Storage throws where the visitor has forbidden it. */
function shelf(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
