import type { AgentOnDuty, Need, NeedStep, Presence, Status, Summary, Work } from '../src/api/types.ts';

/** The shift of the made-up shop: who is there, and what the waiting ones need. */
const ago = (count: number) => new Date(Date.now() - count * 60_000).toISOString();
const ahead = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const has = (skill: string, level: number): Need => ({ skill, level });
const step = (requirement: NeedStep['requirement'], seconds: number | null = null): NeedStep => ({ requirement, desk: null, supervisors: false, seconds });

const agent = (id: string, name: string, presence: Presence, load: number, capacity: number, skills: Need[], since = 90): AgentOnDuty =>
  ({ id, name, presence, status: null, cause: null, since: ago(since), load, capacity, skills, desks: ['support'], supervisor: false });

export const shift: AgentOnDuty[] = [
  agent('ruslan', 'Руслан Ибатов', 'AVAILABLE', 5, 5, [has('delivery', 4)]),
  agent('matvey', 'Матвей Стрельцов', 'AVAILABLE', 5, 5, [has('delivery', 2)]),
  agent('sofya', 'Софья Лунина', 'AVAILABLE', 5, 4, [has('ceramics', 4)]),
  agent('darya', 'Дарья Мельник', 'AVAILABLE', 5, 6, [has('refunds', 5)]),
  agent('alina', 'Алина Гречко', 'AVAILABLE', 3, 5, [has('refunds', 4)]),
  { ...agent('varvara', 'Варвара Кулагина', 'BUSY', 2, 4, [has('ceramics', 3)], 14), status: { id: 'call', nameRu: 'Звонок', nameEn: 'On a call' } },
  agent('egor', 'Егор Ненашев', 'AWAY', 1, 5, [has('english', 4)], 33),
  { ...agent('oleg', 'Олег Чистов', 'AWAY', 0, 5, [has('refunds', 4)], 21), cause: 'silent' },
  agent('liliya', 'Лилия Панкова', 'OFFLINE', 0, 5, [has('english', 5)], 300),
];

export const statuses: Status[] = [
  { id: 'call', nameRu: 'Звонок', nameEn: 'On a call', presence: 'BUSY' },
  { id: 'lunch', nameRu: 'Обед', nameEn: 'Lunch', presence: 'AWAY' },
];
export const desks = [{ id: 'support', name: 'Support' }, { id: 'wholesale', name: 'Опт' }];
export const skills = ['refunds', 'delivery', 'ceramics', 'english', 'wholesale'].map(id => ({ id, name: id }));

export const refundSteps = [step(has('refunds', 4), 240), step(has('refunds', 3), 180), step({ all: [] })];

/** How the waiting ones of `people` stand, by name. */
export function waitingAs(name: string): Partial<Work> {
  switch (name) {
    case 'Борис Лукашин':
      return { state: 'offered', agent: 'darya', agentName: 'Дарья Мельник', priority: 90, needs: [has('refunds', 4)], offer: { agent: 'darya', agentName: 'Дарья Мельник', until: ahead(34), from: null, fromName: null } };
    case 'Эльвира Галеева':
      return { priority: 60, needs: [has('refunds', 3)], steps: [step(has('refunds', 3), 420), step({ all: [] })] };
    case 'Тамара Ветрова':
      return { needs: [has('ceramics', 3)], steps: [step(has('ceramics', 3), 731), step(has('ceramics', 2))] };
    case 'Юлиан Рощин':
      return { needs: [has('delivery', 2)] };
    case 'Visitor 22C1':
      return { priority: 60, needs: [has('english', 3)] };
    case 'Фарид Аскеров':
      return { priority: 10, needs: [] };
    default:
      return {};
  }
}

/** A waiting one that is now offered to `to`. */
export function offered(row: Summary, to: string, toName: string, from: string | null, fromName: string | null, seconds: number): Work {
  const offer = { agent: to, agentName: toName, until: ahead(seconds), from, fromName };
  return from === null ? { ...row.work, state: 'offered', agent: to, agentName: toName, offer } : { ...row.work, offer };
}
