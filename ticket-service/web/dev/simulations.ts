import type { Outcome, Simulation } from '../src/api/simulations.ts';

/** A what-if that is done after eight seconds, made up. */
const runs: Simulation[] = [];
const measure = (mean: number, halfWidth: number | null = null) => ({ mean, halfWidth });

function outcome(factor: number): Outcome {
  const metrics = (wait: number, came: number) => ({
    arrivals: measure(came), 'mean-wait': measure(wait * factor), 'wait-p90': measure(wait * 2.7 * factor), 'service-level': measure(1 - 0.3 * factor), 'abandoned-share': measure(0.08 * factor),
  });
  const shares = [0.42, 0.2, 0.16, 0.12, 0.07, 0.03].map((share, at) => (at === 0 ? share + (1 - factor) * 0.58 : share * factor));
  return {
    replications: 1, occupancy: measure(0.84 * (0.7 + 0.3 * factor)), unfairness: measure(0.05),
    contacts: [{ kind: 'all', name: 'all', metrics: metrics(214, 3120) }, { kind: 'skill', name: 'english', metrics: metrics(420, 310) }, { kind: 'skill', name: 'refunds', metrics: metrics(160, 640) }],
    waits: [30, 60, 120, 300, 600, null].map((upTo, at) => ({ upTo, share: shares[at] ?? 0 })),
    course: Array.from({ length: 7 * 24 }, (_, hour) => ({ from: hour * 3600, came: 18, meanWait: hour % 24 < 8 || hour % 24 > 20 ? null : Math.max(10, 200 + 140 * Math.sin((hour % 24) / 3)) * factor })),
  };
}

export function simulations(path: string, method: string, url: URL, body: Record<string, unknown>): unknown {
  if (method === 'POST') {
    const run: Simulation = { id: String(body['id']), askedBy: 'alina', askedAt: new Date().toISOString(), asked: body as Simulation['asked'], state: 'running', progress: 0, result: null, problem: null };
    runs.unshift(run);
    return run;
  }
  const id = path.split('/').pop();
  const run = runs.find(one => one.id === id);
  if (run === undefined) return { items: runs.slice(0, Number(url.searchParams.get('limit') ?? 20)) };
  if (method === 'DELETE') run.state = 'cancelled';
  if (run.state === 'running') run.progress = Math.min(1, (Date.now() - Date.parse(run.askedAt)) / 8_000);
  if (run.state === 'running' && run.progress === 1) {
    run.state = 'done';
    run.result = { before: outcome(1), after: outcome(0.55), differences: { contacts: [{ kind: 'all', name: 'all', metrics: { 'mean-wait': measure(-96), 'wait-p90': measure(-260), 'service-level': measure(0.135), 'abandoned-share': measure(-0.036) } }], occupancy: measure(-0.11), unfairness: measure(0) } };
  }
  return run;
}
