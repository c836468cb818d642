import { type Dataset, factsOf, type Part, parts, rowCount } from '../../core/data/dataset.ts';
import { type PreparedData, prepareData } from '../../core/data/prepare.ts';
import { collectAsync, type Result } from '../../core/problem.ts';
import type { DataRequest, DataSummary, PointCloud, ReadFile } from './api.ts';

/** Points drawn of each part; more would only cover each other. */
const MOST_POINTS = 600;

/** Prepares a project's data and sums it up for the page; the rows stay here. */
export function loadData(
  { settings, task }: DataRequest,
  read: ReadFile,
): Promise<Result<{ prepared: PreparedData; summary: DataSummary }>> {
  return collectAsync(async () => {
    const prepared = await prepareData(settings, task, { read });
    return { prepared, summary: summarise(prepared, settings.task ?? task) };
  });
}

function summarise({ parts: datasets, preprocessing }: PreparedData, task: DataSummary['task']): DataSummary {
  const facts = factsOf(datasets.train);
  const perPart = <T>(make: (data: Dataset) => T) =>
    Object.fromEntries(parts.map((part) => [part, make(datasets[part])])) as Record<Part, T>;
  const plain = preprocessing.features.length === 2 && !preprocessing.derive;
  return {
    facts,
    rows: perPart(rowCount),
    features: preprocessing.derive ?? preprocessing.features,
    classes: preprocessing.classes ?? null,
    task,
    preprocessing,
    points: plain || preprocessing.derive ? perPart((data) => pointsOf(data, preprocessing)) : null,
    counts: facts.target?.kind === 'classes' ? perPart((data) => countClasses(data)) : null,
  };
}

/** The plain two features of some rows. Where inputs are derived they can be told only if x1 and x2 are among them. */
function pointsOf({ x, target }: Dataset, { derive, scaling, features }: PreparedData['preprocessing']): PointCloud {
  const [rows = 0, columns = 0] = x.shape;
  const names = derive ?? features;
  const at = derive ? [names.indexOf('x1'), names.indexOf('x2')] : [0, 1];
  const count = features.length === 2 && at.every((column) => column >= 0) ? Math.min(rows, MOST_POINTS) : 0;
  const cell = (row: number, which: 0 | 1) => {
    const column = at[which] as number;
    const value = x.data[row * columns + column] as number;
    return scaling ? value * (scaling.std[column] as number) + (scaling.mean[column] as number) : value;
  };
  const rowOf = (index: number) => Math.floor((index * rows) / count);
  const width = target?.values.shape[1] ?? 1;
  return {
    x1: Float32Array.from({ length: count }, (_, index) => cell(rowOf(index), 0)),
    x2: Float32Array.from({ length: count }, (_, index) => cell(rowOf(index), 1)),
    target: Float32Array.from({ length: count }, (_, index) => target?.values.data[rowOf(index) * width] ?? 0),
  };
}

function countClasses({ target }: Dataset): number[] {
  const counts: number[] = [];
  for (const label of target?.values.data ?? []) counts[label] = (counts[label] ?? 0) + 1;
  return Array.from(counts, (count) => count ?? 0);
}
