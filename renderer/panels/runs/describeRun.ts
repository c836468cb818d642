import { blockOf } from '../../../core/blocks/index.ts';
import type { RunRecord } from '../../store/workspace.ts';

/** What a run came to, in numbers. */
export interface RunFigures {
  readonly epochs: number;
  readonly loss: number | null;
  readonly validLoss: number | null;
  readonly accuracy: number | null;
  readonly validAccuracy: number | null;
  /** Seconds of training and of looking at the validation part. */
  readonly seconds: number;
  readonly millisecondsPerStep: number | null;
}

export function runFigures({ reports }: RunRecord): RunFigures {
  const last = reports[reports.length - 1];
  const seconds = reports.reduce((sum, report) => sum + report.seconds, 0);
  return {
    epochs: last?.epoch ?? 0,
    loss: last?.loss ?? null,
    validLoss: last?.validLoss ?? null,
    accuracy: last?.accuracy ?? null,
    validAccuracy: last?.validAccuracy ?? null,
    seconds,
    millisecondsPerStep: last && last.step > 0 ? (1000 * seconds) / last.step : null,
  };
}

/** A network in a line: `2 → Linear 8 → ReLU → Linear 2 → Softmax`. The text a run was noted with may come from a file. */
export function networkText(revision: string): string {
  const blocks = parse(revision);
  const list = Array.isArray(blocks) ? blocks[0] : null;
  if (!Array.isArray(list)) return '';
  return list
    .flatMap((entry: unknown) => {
      const [, type, params] = Array.isArray(entry) ? entry : [];
      const block = typeof type === 'string' ? blockOf(type) : undefined;
      if (!block || block.category === 'loss') return [];
      const given = Object.fromEntries(Array.isArray(params) ? params : []) as Record<string, unknown>;
      const size = block.params.units ?? block.params.features;
      const count = given[block.params.units ? 'units' : 'features'] ?? size?.default;
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
  add('data', parse(data));
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
