import { newId } from '../api/ids.ts';
import { Problem, Unreachable } from '../api/problem.ts';
import { Store } from './store.ts';

/**
 * Wishes that routing decides: taking, passing on, priority, presence and so on. The API only says that it passed the wish on; a `command`
 * frame says what became of it.
 */
export type Wish =
  | 'take' | 'give-back' | 'presence' | 'resolve' | 'reopen'
  | 'accept' | 'decline' | 'transfer' | 'assign' | 'priority' | 'needs' | 'hold';

export interface Command {
  id: string;
  wish: Wish;
  conversation: string | null;
  state: 'pending' | 'refused';
  code: string | null;
}

const PATIENCE = 15_000;
export const commands = new Store<Command[]>([]);

export function begin(id: string, wish: Wish, conversation: string | null): void {
  commands.update(all => [
    ...all.filter(other => other.wish !== wish || other.conversation !== conversation),
    { id, wish, conversation, state: 'pending', code: null },
  ]);
  setTimeout(() => refuse(id, 'no-answer'), PATIENCE);
}

export function done(id: string): void {
  commands.update(all => (all.some(command => command.id === id) ? all.filter(command => command.id !== id) : all));
}

/** Says why a pending wish came to nothing; one already decided stays as it is. */
export function refuse(id: string, code: string): void {
  commands.update(all =>
    all.some(command => command.id === id && command.state === 'pending')
      ? all.map(command => (command.id === id ? { ...command, state: 'refused', code } : command))
      : all,
  );
}

/** The conversation moved as wished, whether or not the frame about the command came. */
export function settle(conversation: string, wishes: Wish[]): void {
  commands.update(all => {
    const left = all.filter(command => command.conversation !== conversation || !wishes.includes(command.wish));
    return left.length === all.length ? all : left;
  });
}

/** Passes a wish on under a new id: pending until routing answers, refused in words where it cannot even be passed on. */
export async function attempt(wish: Wish, conversation: string | null, send: (id: string) => Promise<unknown>): Promise<boolean> {
  const id = newId();
  begin(id, wish, conversation);
  try {
    await send(id);
    return true;
  } catch (error) {
    refuse(id, error instanceof Problem ? error.code : error instanceof Unreachable ? 'unreachable' : 'unknown');
    return false;
  }
}
