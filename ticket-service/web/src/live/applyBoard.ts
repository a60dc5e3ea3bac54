import type { AgentOnDuty, Board, ConversationFrame, Found, QueueState, Summary } from '../api/types.ts';

/** How what is heard changes the board and the offers held. Pure, and the same object when nothing changed. */
const WAITS = new Set<Summary['work']['state']>(['queued', 'offered']);

export function applyToBoard(held: Board, { summary }: ConversationFrame): Board {
  const known = held.items.find(item => item.id === summary.id);
  if (known !== undefined && known.version >= summary.version) return held;
  if (WAITS.has(summary.work.state)) return { ...held, items: put(held.items, summary) };
  return known === undefined ? held : { ...held, items: held.items.filter(item => item.id !== summary.id) };
}

export function agentOnBoard(held: Board, agent: AgentOnDuty): Board {
  const known = held.agents.some(other => other.id === agent.id);
  return { ...held, agents: known ? held.agents.map(other => (other.id === agent.id ? agent : other)) : [...held.agents, agent] };
}

export function queuesOnBoard(held: Board, queues: QueueState[]): Board {
  return { ...held, queues };
}

export function countOnBoard(held: Board, waiting: number): Board {
  return held.waiting === waiting ? held : { ...held, waiting };
}

export const applyToOffers = (held: Found, frame: ConversationFrame, me: string) =>
  applyToFound(held, frame, ({ work }) => work.offer?.agent === me);

const HAS = new Set<Summary['work']['state']>(['assigned', 'held']);
export const applyToOwned = (held: Found, frame: ConversationFrame, agent: string) =>
  applyToFound(held, frame, ({ work }) => work.agent === agent && HAS.has(work.state));

function applyToFound(held: Found, { summary }: ConversationFrame, belongs: (summary: Summary) => boolean): Found {
  const known = held.items.find(item => item.id === summary.id);
  if (known !== undefined && known.version >= summary.version) return held;
  if (belongs(summary)) return { ...held, items: put(held.items, summary) };
  return known === undefined ? held : { ...held, items: held.items.filter(item => item.id !== summary.id) };
}

function put(items: Summary[], summary: Summary): Summary[] {
  return items.some(item => item.id === summary.id)
    ? items.map(item => (item.id === summary.id ? summary : item))
    : [...items, summary];
}
