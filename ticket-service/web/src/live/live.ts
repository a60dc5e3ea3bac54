import type { ConversationFrame } from '../api/types.ts';
import { FrameLog } from './log.ts';
import type { LiveFeed, Link } from './feed.ts';
import { Store } from './store.ts';

export interface Started {
  mark: number;
  epoch: number;
}

/** Who writes to whom right now: conversation → when the note of it came. */
export type Typing = Record<string, { address: string | null; at: number }>;

/**
 * Where the feed stands. A snapshot and the feed are joined by one number: the feed goes on from the snapshot that was
 * held first, or from the newest frame heard.
 */
class Live {
  readonly link = new Store<Link>({ state: 'connecting' });
  readonly typing = new Store<Typing>({});
  readonly log = new FrameLog();
  feed: LiveFeed | null = null;
  conversation: string | null = null;

  private position: string | null = null;
  private epoch = 0;
  private greeted = false;
  private suspects: (readonly unknown[])[] = [];
  private wait: (() => void)[] = [];
  private again: (key: readonly unknown[]) => void = () => undefined;

  /** Remember before a snapshot is asked for. */
  begin(): Started {
    return { mark: this.log.mark(), epoch: this.epoch };
  }

  /**
   * A snapshot has come: returns the frames that came meanwhile. A snapshot that was asked for before the feed said
   * hello and stands elsewhere than the hello did may lack what lies between, so it is read once more. The numbers are
   * opaque: which of two is older cannot be told, only that they differ.
   */
  finish(started: Started, feed: string, key: readonly unknown[]): ConversationFrame[] {
    if (this.position === null) {
      this.position = feed;
      this.wait.splice(0).forEach(go => go());
    } else if (feed !== this.position) {
      if (!this.greeted) this.suspects.push(key);
      else if (started.epoch !== this.epoch) setTimeout(() => this.again(key), 0);
    }
    return this.log.since(started.mark);
  }

  /** The number to say hello with. Snapshots begun earlier that stand elsewhere are read again. */
  hello(): string | null {
    this.epoch++;
    this.greeted = true;
    this.suspects.splice(0).forEach(key => setTimeout(() => this.again(key), 0));
    return this.position;
  }

  heard(feed: string | undefined): void {
    if (feed !== undefined) this.position = feed;
  }

  forget(): void {
    this.position = null;
    this.greeted = false;
    this.suspects = [];
    this.log.clear();
  }

  reset(): void {
    this.forget();
    this.conversation = null;
    this.typing.set({});
    this.link.set({ state: 'connecting' });
  }

  readAgainWith(again: (key: readonly unknown[]) => void): void {
    this.again = again;
  }

  /** Resolves when the first snapshot is held, or after the time given. */
  held(within: number): Promise<void> {
    if (this.position !== null) return Promise.resolve();
    return new Promise(done => {
      this.wait.push(done);
      setTimeout(done, within);
    });
  }

  /** Which conversation stands open; its entries come at once from now on. */
  openConversation(id: string | null): void {
    if (this.conversation === id) return;
    this.conversation = id;
    this.feed?.tell({ type: 'open', conversation: id });
  }
}

export const live = new Live();
