import { h, icon } from './dom';
import { tokenOf } from './elsewhere';
import look from './look.css?inline';
import { Memory } from './memory';
import { Panel } from './panel';
import { Session } from './session';
import { language, settings, socketAddress, theme, type Settings } from './settings';
import { words } from './words';

/** The launcher and, when opened, the window, in a shadow tree of their own: neither page nor widget restyles the other. */
export class Widget {
  private readonly host = document.createElement('onethread-widget');
  private readonly root: ShadowRoot;
  private readonly memory: Memory;
  private readonly session: Session;
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
    this.memory = new Memory(`onethread.${this.settings.widget}`, shelf());
    this.session = new Session({
      memory: this.memory,
      connect: () => new WebSocket(socketAddress(this.settings)),
      listener: {
        changed: () => this.update(),
        arrived: (entry) => {
          if (entry.from !== 'agent') return;
          this.panel?.typing(null);
          this.waits(null);
        },
        typing: (name) => this.panel?.typing(name ?? ''),
        waits: (queue) => this.waits(queue),
        goesOn: (answer) => this.panel?.goesOn(answer),
      },
      token: this.token,
    });
  }

  begin(): void {
    document.body.append(this.host);
    this.dress();
    this.follow();
    // Who wrote before is to see answers without opening anything; nobody else costs a connection.
    const remembered = this.memory.read();
    if (remembered.visitor !== null || remembered.unsent.length > 0 || this.token !== null) this.session.start();
    this.update();
  }

  private waits(queue: { place: number; seconds: number | null } | null): void {
    this.queue = queue;
    this.panel?.waits(queue);
  }

  private update(): void {
    this.panel?.update();
    this.badge();
  }

  private toggle(open: boolean): void {
    if (open === (this.panel !== null)) return;
    if (open) {
      this.session.start();
      this.session.hurry();
      this.panel = new Panel({
        settings: this.settings,
        session: this.session,
        memory: this.memory,
        word: words(this.language()),
        language: this.language(),
        close: () => this.toggle(false),
      });
      this.launcher?.remove();
      this.root.append(this.panel.element);
      this.panel.waits(this.queue);
      this.panel.update();
      this.panel.focus();
    } else {
      this.panel?.dispose();
      this.panel = null;
      this.dress();
      this.launcher?.focus();
    }
  }

  private dress(): void {
    this.host.dataset['theme'] = theme(this.settings.theme);
    this.host.lang = this.language();
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
    addEventListener('online', () => this.session.hurry());
    addEventListener('storage', (event) => {
      if (event.key === `onethread.${this.settings.widget}`) this.session.reread();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') {
        this.session.hurry();
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
