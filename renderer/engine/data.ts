import { type Dataset, factsOf, type Part, parts, pickRows, rowCount } from '../../core/data/dataset.ts';
import { type PreparedData, prepareData } from '../../core/data/prepare.ts';
import { coverageOf, unknownRowProblems } from '../../core/data/texts.ts';
import type { Watcher } from '../../core/formats/watch.ts';
import { collectAsync, type Result } from '../../core/problem.ts';
import type { DataRequest, DataRows, DataSummary, PointCloud, ProjectFiles } from './api.ts';
import { filesOf } from './pieces.ts';

/** Points drawn of each part; more would only cover each other. */
const MOST_POINTS = 600;
/** Rows without any known word that are named; more would be read by nobody. */
const MOST_WARNINGS = 10;

/** Prepares a project's data and sums it up for the page; the rows stay here. */
export function loadData(
  { settings, task }: DataRequest,
  files: ProjectFiles,
  watcher: Watcher,
): Promise<Result<{ prepared: PreparedData; summary: DataSummary }>> {
  return collectAsync(async (warn) => {
    const prepared = await prepareData(settings, task, filesOf(files, watcher), warn);
    const unknown = parts.flatMap((part) => (prepared.texts ? unknownRowProblems(prepared.texts[part]) : []));
    unknown.slice(0, MOST_WARNINGS).forEach(warn);
    return { prepared, summary: summarise(prepared, settings.task ?? task) };
  });
}

function summarise(
  { parts: datasets, preprocessing, plain, texts, leftOut = 0 }: PreparedData,
  task: DataSummary['task'],
): DataSummary {
  const found = factsOf(datasets.train);
  const counts = found.target?.kind === 'classes' ? perPart((part) => countClasses(datasets[part])) : null;
  return {
    facts: counts
      ? { ...found, target: { kind: 'classes', width: found.target?.width ?? classesSeen(counts) } }
      : found,
    rows: perPart((part) => rowCount(datasets[part])),
    features: preprocessing.derive ?? preprocessing.features,
    classes: preprocessing.classes ?? null,
    task,
    preprocessing,
    points: preprocessing.features.length === 2 ? pointsOfParts(datasets, preprocessing, plain) : null,
    counts,
    leftOut,
    coverage: texts ? perPart((part) => coverageOf(texts[part])) : null,
    labelled: perPart((part) => datasets[part].target !== null),
    digest: parts.reduce((sum, part) => digestOf(datasets[part], sum), FNV_START),
  };
}

const FNV_START = 0x811c9dc5;

/** FNV-1a over the floats' bits, four bytes at a time. */
function digestOf({ x, target }: Dataset, start: number): number {
  let sum = start;
  for (const { data } of target ? [x, target.values] : [x]) {
    for (const bits of new Uint32Array(data.buffer, data.byteOffset, data.length)) {
      sum = Math.imul(sum ^ bits, 0x01000193);
    }
    sum = Math.imul(sum ^ data.length, 0x01000193);
  }
  return sum;
}

/** Where nobody named the classes, as many as the largest index says; a network with fewer outputs could not learn them. */
function classesSeen(counts: Readonly<Record<Part, readonly number[]>>): number {
  return Math.max(...parts.map((part) => counts[part].length));
}

/** Some of the rows of a part, fewer where it ends before. */
export function rowsOfPart(
  { parts: datasets, texts }: PreparedData,
  part: Part,
  first: number,
  count: number,
): DataRows {
  const data = datasets[part];
  const left = Math.max(0, Math.min(count, rowCount(data) - first));
  const { x, target } = pickRows(
    data,
    Array.from({ length: left }, (_, index) => first + index),
  );
  return { x, target: target?.values ?? null, texts: texts?.[part].texts.slice(first, first + left) ?? null };
}

/** The plain two features of some rows, before standardisation. */
function pointsOfParts(
  datasets: PreparedData['parts'],
  { scaling }: PreparedData['preprocessing'],
  plain: PreparedData['plain'],
): Record<Part, PointCloud> {
  const points = (part: Part): PointCloud => {
    const { x, target } = datasets[part];
    const rows = x.shape[0] as number;
    const count = Math.min(rows, MOST_POINTS);
    const rowOf = (index: number) => Math.floor((index * rows) / count);
    const source = plain?.[part] ?? x;
    const cell = (row: number, column: 0 | 1) => {
      const value = source.data[row * 2 + column] as number;
      return scaling && !plain ? value * (scaling.std[column] as number) + (scaling.mean[column] as number) : value;
    };
    const width = target?.values.shape[1] ?? 1;
    return {
      x1: Float32Array.from({ length: count }, (_, index) => cell(rowOf(index), 0)),
      x2: Float32Array.from({ length: count }, (_, index) => cell(rowOf(index), 1)),
      target: Float32Array.from({ length: count }, (_, index) => target?.values.data[rowOf(index) * width] ?? 0),
    };
  };
  return perPart(points);
}

function perPart<T>(make: (part: Part) => T): Record<Part, T> {
  return Object.fromEntries(parts.map((part) => [part, make(part)])) as Record<Part, T>;
}

function countClasses({ target }: Dataset): number[] {
  const counts: number[] = [];
  for (const label of target?.values.data ?? []) counts[label] = (counts[label] ?? 0) + 1;
  return Array.from(counts, (count) => count ?? 0);
}
