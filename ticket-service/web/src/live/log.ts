import type { ConversationFrame } from '../api/types.ts';

/**
 * The newest frames, so that a snapshot read while they arrived can be brought up to date with them, and the newest
 * version seen of each conversation, so that a late frame cannot bring back what has gone.
 */
export class FrameLog {
  private readonly frames: { mark: number; frame: ConversationFrame }[] = [];
  private readonly versions = new Map<string, number>();
  private next = 1;

  constructor(private readonly limit = 500) {}

  /** True when the frame is news; its entries may be news even when it is not. */
  add(frame: ConversationFrame): boolean {
    const known = this.versions.get(frame.summary.id) ?? -1;
    const news = frame.summary.version > known;
    if (news) this.versions.set(frame.summary.id, frame.summary.version);
    this.frames.push({ mark: this.next++, frame });
    if (this.frames.length > this.limit) this.frames.shift();
    return news;
  }

  /** A place in the log to remember before a snapshot is asked for. */
  mark(): number {
    return this.next;
  }

  since(mark: number): ConversationFrame[] {
    return this.frames.filter(kept => kept.mark >= mark).map(kept => kept.frame);
  }

  clear(): void {
    this.frames.length = 0;
    this.versions.clear();
  }
}
