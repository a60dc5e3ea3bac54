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
}

/** What this browser remembers of one widget. */
export interface Remembered {
  visitor: string | null;
  secret: string | null;
  seen: number;
  draft: string;
  unsent: Outgoing[];
}

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

const NOTHING: Remembered = { visitor: null, secret: null, seen: 0, draft: '', unsent: [] };

/**
 * Kept in localStorage, which all tabs of a site share: each change reads what stands there first, so that a tab does
 * not undo another's. Where the browser refuses storage it lasts as long as the page.
 */
export class Memory {
  private fallback: string | null = null;

  constructor(
    private readonly key: string,
    private readonly shelf: Shelf | null,
  ) {}

  read(): Remembered {
    const stored = this.load();
    if (stored === null) return { ...NOTHING, unsent: [] };
    try {
      return { ...NOTHING, ...(JSON.parse(stored) as Partial<Remembered>) };
    } catch {
      return { ...NOTHING, unsent: [] };
    }
  }

  change(how: (now: Remembered) => Partial<Remembered>): Remembered {
    const now = this.read();
    const after = { ...now, ...how(now) };
    this.save(JSON.stringify(after));
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
