import type { Contestant, Place, System } from './contest.ts';
import { firstCallNet, netName } from './nets.ts';
import type { Outcome } from './race.ts';

/** A column that compares: the best of theirs over ours. */
interface Ratio {
  readonly heading: readonly [string, string];
  readonly theirs: (contestant: Contestant) => boolean;
  readonly ours: (contestant: Contestant) => boolean;
}

const isOurs = (backend: string) => (one: Contestant) =>
  one.system === 'gradwire' && one.backend === backend && one.threads === 'one';

const isSystem = (system: System) => (one: Contestant) => one.system === system;

const isTfjs = (backend: string) => (one: Contestant) => one.system === 'tfjs' && one.backend === backend;

const nodeRatios: readonly Ratio[] = [
  { heading: ['tfjs best', '/ webasm 1'], theirs: isSystem('tfjs'), ours: isOurs('webasm') },
  { heading: ['brain.js*', '/ webasm 1'], theirs: isSystem('brain.js'), ours: isOurs('webasm') },
  { heading: ['pytorch', '/ webasm 1'], theirs: isSystem('pytorch'), ours: isOurs('webasm') },
  { heading: ['pytorch', '/ fma 1'], theirs: isSystem('pytorch'), ours: isOurs('webasm+fma') },
  { heading: ['pytorch', '/ wide 1'], theirs: isSystem('pytorch'), ours: isOurs('webasm+wide') },
];

const browserRatios: readonly Ratio[] = [
  { heading: ['tfjs best', '/ webasm 1'], theirs: isSystem('tfjs'), ours: isOurs('webasm') },
  { heading: ['pytorch', '/ webasm 1'], theirs: isSystem('pytorch'), ours: isOurs('webasm') },
  { heading: ['pytorch', '/ wide 1'], theirs: isSystem('pytorch'), ours: isOurs('webasm+wide') },
  { heading: ['tfjs webgl', '/ webgl2'], theirs: isTfjs('webgl'), ours: isOurs('webgl2') },
  { heading: ['tfjs webgpu', '/ webgpu'], theirs: isTfjs('webgpu'), ours: isOurs('webgpu') },
];

/** Milliseconds a step: a line for each net, a column for each contestant, the ratios last. */
export function speedTable(outcomes: readonly Outcome[]): string {
  const timed = new Set(outcomes.flatMap(({ contestant, msPerStep }) => (msPerStep === null ? [] : [contestant])));
  const contestants = [...new Set(outcomes.map(({ contestant }) => contestant))].filter((one) => timed.has(one));
  const isBrowser = contestants.some(({ place }) => place === 'chromium');
  const ratios = (isBrowser ? browserRatios : nodeRatios).filter(
    ({ theirs, ours }) => contestants.some(theirs) && contestants.some(ours),
  );
  const headings = [
    ['net', 'batch', ...contestants.map(label), ...ratios.map(({ heading }) => heading[0])],
    ['', '', ...contestants.map((one) => backendLabel(one, outcomes)), ...ratios.map(({ heading }) => heading[1])],
  ];
  const lines = [...groupBy(outcomes, ({ net }) => net)].map(([net, all]) => [
    netName(net),
    String(net.batch),
    ...contestants.map((one) => timeText(all.find(({ contestant }) => contestant === one))),
    ...ratios.map((ratio) => ratioText(ratio, all)),
  ]);
  return align([...headings, ...lines]);
}

/** The first call and the memory of one net. */
export function firstCallTable(outcomes: readonly Outcome[], place: Place): string {
  const lines = outcomes
    .filter(({ contestant }) => contestant.place === place)
    .filter(({ net, msPerStep }) => netName(net) === firstCallNet && msPerStep !== null)
    .map(({ contestant, threads, compileMs, rssMb }) => [
      `${label(contestant)} ${contestant.backend} ${threads}`,
      compileMs === null ? '-' : digits(compileMs),
      rssMb === null ? '-' : digits(rssMb),
    ]);
  return align([[firstCallNet, 'first call, ms', 'memory, MB'], ...lines]);
}

/** Why some cells are empty, each reason once. */
export function notes(outcomes: readonly Outcome[]): string[] {
  const reasons = groupBy(
    outcomes.filter(({ missing }) => missing !== undefined),
    ({ contestant: { place, system, backend, threads }, missing }) =>
      `${place}, ${system} ${backend}${threads === 'all' ? ', threads' : ''}: ${missing}`,
  );
  return [...reasons].map(([reason, all]) => `${reason} (${all.map(({ net }) => netName(net)).join(', ')})`);
}

function label({ system }: Contestant): string {
  return system === 'brain.js' ? 'brain.js*' : system;
}

function backendLabel(contestant: Contestant, outcomes: readonly Outcome[]): string {
  const { threads } = outcomes.find((outcome) => outcome.contestant === contestant && outcome.msPerStep !== null) ?? {};
  return `${contestant.backend} ${threads ?? '-'}`;
}

function timeText(outcome: Outcome | undefined): string {
  if (outcome?.msPerStep == null) return '-';
  return `${outcome.cut ? '~' : ''}${digits(outcome.msPerStep)}`;
}

function ratioText({ theirs, ours }: Ratio, all: readonly Outcome[]): string {
  const times = (wanted: (contestant: Contestant) => boolean) =>
    all.flatMap(({ contestant, msPerStep }) => (wanted(contestant) && msPerStep !== null ? [msPerStep] : []));
  const ratio = Math.min(...times(theirs)) / Math.min(...times(ours));
  return Number.isFinite(ratio) && ratio > 0 ? digits(ratio) : '-';
}

function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** Three significant digits, and no more zeros than that. */
function digits(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value.toPrecision(3).includes('e') ? value.toFixed(6) : value.toPrecision(3);
}

/** The first column to the left, all others to the right. */
function align(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** A row of `--json`. */
export function jsonRow({ net, contestant, threads, msPerStep, compileMs, rssMb, cut }: Outcome) {
  const { system, backend, place } = contestant;
  return {
    net: netName(net),
    batch: net.batch,
    system,
    backend,
    threads,
    msPerStep,
    ...(compileMs !== null && { compileMs }),
    ...(rssMb !== null && { rssMb }),
    place,
    ...(cut && { cut }),
  };
}
