import { blockOf } from '../blocks/index.ts';
import type { Graph } from '../graph/graph.ts';
import { topologicalOrder } from '../graph/order.ts';
import type { RunRecord } from './runLog.ts';

/** What a run came to, in numbers. */
export interface RunFigures {
  readonly epochs: number;
  readonly loss: number | null;
  readonly validLoss: number | null;
  readonly accuracy: number | null;
  readonly validAccuracy: number | null;
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
  /** Seconds of training and of looking at the validation part. */
  readonly seconds: number;
  readonly millisecondsPerStep: number | null;
}

export function runFigures({ reports, test }: Pick<RunRecord, 'reports' | 'test'>): RunFigures {
  const last = reports[reports.length - 1];
  const seconds = reports.reduce((sum, report) => sum + report.seconds, 0);
  // A run that went on from a checkpoint did the steps of its own epochs only.
  const steps = last && last.epoch > 0 ? (last.step / last.epoch) * reports.length : 0;
  return {
    epochs: last?.epoch ?? 0,
    loss: last?.loss ?? null,
    validLoss: last?.validLoss ?? null,
    accuracy: last?.accuracy ?? null,
    validAccuracy: last?.validAccuracy ?? null,
    testLoss: test?.loss ?? null,
    testAccuracy: test?.accuracy ?? null,
    seconds,
    millisecondsPerStep: steps > 0 ? (1000 * seconds) / steps : null,
  };
}

/** Figures that can be better or worse, and which way. */
const goals = {
  loss: -1,
  validLoss: -1,
  testLoss: -1,
  accuracy: 1,
  validAccuracy: 1,
  testAccuracy: 1,
} as const satisfies Partial<Record<keyof RunFigures, 1 | -1>>;

export type Goal = keyof typeof goals;

/** The best value that any of the runs has of each figure; null where they are no two to compare. */
export function bestFigures(runs: readonly RunRecord[]): Readonly<Record<Goal, number | null>> {
  const figures = runs.map(runFigures);
  const best = (name: Goal) => {
    const values = figures.map((one) => one[name]).filter((value) => value !== null && Number.isFinite(value));
    if (values.length < 2) return null;
    return goals[name] > 0 ? Math.max(...(values as number[])) : Math.min(...(values as number[]));
  };
  return Object.fromEntries(Object.keys(goals).map((name) => [name, best(name as Goal)])) as Record<
    Goal,
    number | null
  >;
}

/** A network in a line: `2 → Linear 8 → ReLU → Linear 2 → Softmax`; what this version does not know is left out. */
export function networkText(graph: Graph): string {
  const order = topologicalOrder(graph);
  const places = new Map(order.ok ? order.ids.map((id, index) => [id, index]) : []);
  const blocks = [...graph.blocks].sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  return blocks
    .flatMap(({ type, params }) => {
      const block = blockOf(type);
      if (!block || block.category === 'loss') return [];
      const size = block.params.units ?? block.params.features;
      const count = params[block.params.units ? 'units' : 'features'] ?? size?.default;
      if (type === 'input') return [String(count)];
      return [size ? `${block.title} ${count}` : block.title];
    })
    .join(' → ');
}

/** Every setting of a run by name, as text; nested ones are named after their place: `optimizer.learningRate`. */
export function settingsOf({ training, data, graph, backend }: RunRecord): Map<string, string> {
  const settings = new Map<string, string>([
    ['network', networkText(graph)],
    ['backend', backend],
  ]);
  const add = (name: string, value: unknown) => {
    if (value === null || value === undefined) return;
    if (typeof value === 'object' && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) add(name === '' ? key : `${name}.${key}`, inner);
      return;
    }
    settings.set(name, Array.isArray(value) ? value.join(', ') : String(value));
  };
  add('', training);
  add('data', data);
  return settings;
}

/** The settings in which runs differ, each with its value in every run; empty text where a run does not have it. */
export function differences(runs: readonly RunRecord[]): { name: string; values: string[] }[] {
  const all = runs.map(settingsOf);
  const names = [...new Set(all.flatMap((settings) => [...settings.keys()]))];
  return names
    .map((name) => ({ name, values: all.map((settings) => settings.get(name) ?? '') }))
    .filter(({ values }) => new Set(values).size > 1);
}

/** `75` as `1:15`; hours come before where there are any. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
