import type { Typed } from './frames';

/** A file of ours that the server has. */
export interface Upload {
  upload: string;
  name: string;
  mediaType: string;
  size: number;
}

/** A message the server has not accepted yet; `refused` says why it never will. */
export interface Outgoing {
  id: string;
  text: string;
  attachments: Upload[];
  at: string;
  refused: string | null;
  /** Written in a form, with what was entered beside it. */
  form?: boolean;
}

/** What this browser remembers of one widget. */
export interface Remembered {
  visitor: string | null;
  secret: string | null;
  seen: number;
  draft: string;
  unsent: Outgoing[];
  /** What was entered into forms, so that it need not be asked twice. */
  typed: Typed;
  sound: boolean;
  /** Whether we may say which page they write from. */
  page: boolean;
  /** They were here before. */
  known: boolean;
  /** The newest number a sound was made for, in whatever tab. */
  rung: number;
}

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const NOTHING: Remembered = {
  visitor: null,
  secret: null,
  seen: 0,
  draft: '',
  unsent: [],
  typed: {},
  sound: true,
  page: false,
  known: false,
  rung: 0,
};

/**
 * Kept in localStorage, which all tabs of a site share: each change reads what stands there first, so that a tab does
 * not undo another's. Where the browser refuses storage it lasts as long as the page. Of somebody the page has signed in,
 * what opens their conversation is not stored: the next person at this browser must not find it.
 */
export class Memory {
  private fallback: string | null = null;
  private held: Pick<Remembered, 'visitor' | 'secret'> = { visitor: null, secret: null };

  constructor(
    readonly key: string,
    private readonly shelf: Shelf | null,
    private readonly signedIn = false,
  ) {}

  read(): Remembered {
    const stored = this.load();
    let kept: Partial<Remembered> = {};
    try {
      kept = stored === null ? {} : (JSON.parse(stored) as Partial<Remembered>);
    } catch {
      // What cannot be read is nothing.
    }
    return { ...NOTHING, ...kept, ...(this.signedIn ? this.held : {}) };
  }

  /** Nothing is left of it. */
  forget(): void {
    this.held = { visitor: null, secret: null };
    this.fallback = null;
    try {
      this.shelf?.removeItem(this.key);
    } catch {
      // Nothing was kept.
    }
  }

  change(how: (now: Remembered) => Partial<Remembered>): Remembered {
    const now = this.read();
    const after = { ...now, ...how(now) };
    this.held = { visitor: after.visitor, secret: after.secret };
    this.save(JSON.stringify(this.signedIn ? { ...after, visitor: null, secret: null } : after));
    return after;
  }

  private load(): string | null {
    try {
      return this.fallback ?? this.shelf?.getItem(this.key) ?? null;
    } catch {
      return this.fallback;
    }
  }

  private save(text: string): void {
    try {
      if (this.shelf === null) throw new Error('no storage');
      this.shelf.setItem(this.key, text);
      this.fallback = null;
    } catch {
      this.fallback = text;
    }
  }
}
