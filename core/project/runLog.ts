import { z } from 'zod';
import { type Problem, problem } from '../problem.ts';
import type { Evaluation } from '../train/evaluate.ts';
import type { EpochReport } from '../train/run.ts';
import type { Project } from './project.ts';
import { settingsShape } from './schema.ts';

/** A training that took place: what it was, and how it went. */
export interface RunRecord extends Pick<Project, 'graph' | 'data' | 'training'> {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** What really ran: `webasm`, `webgpu` and so on. */
  readonly backend: string;
  readonly ending: string;
  /** An entry an epoch; a run that went on from a checkpoint begins with the epoch after it. */
  readonly reports: readonly EpochReport[];
  /** The checkpoint that it went on from. */
  readonly resumed?: { readonly run: string; readonly epoch: number } | undefined;
  /** What it came to on the test part. */
  readonly test?: TestResult | undefined;
  readonly name?: string | undefined;
  readonly note?: string | undefined;
  /** Whether the user holds it for the best. */
  readonly best?: boolean | undefined;
}

export interface TestResult extends Evaluation {
  /** The classes by name, in the order of the confusion; null where nobody named them. */
  readonly classes: readonly string[] | null;
}

/** What is said of a run once it is over: by the user, or of its result. */
export type RunRemark = Pick<RunRecord, 'name' | 'note' | 'best' | 'test'>;

/** Characters that a run's name and note may have. */
export const MOST_NAME = 200;
export const MOST_NOTE = 10_000;

/** Where a project's runs are written down, in the folder beside it. */
export const RUN_LOG = 'runs.jsonl';

const whole = z.int().min(0);
const shares = z.number().nullable();

const reportSchema = z.object({
  epoch: whole,
  step: whole,
  loss: z.number(),
  accuracy: shares,
  validLoss: shares,
  validAccuracy: shares,
  learningRate: z.number(),
  seconds: z.number(),
});

const testSchema = z
  .object({
    rows: whole,
    loss: z.number(),
    accuracy: shares,
    confusion: z.array(z.array(whole)).nullable(),
    classes: z.array(z.string()).nullable(),
  })
  .refine(({ confusion }) => confusion?.every(({ length }) => length === confusion.length) ?? true);

/** Ids are names of folders too. */
const ID = /^\w(?:[\w-]{0,62}\w)?$/;
const id = z.string().regex(ID);

export function isRunId(name: string): boolean {
  return ID.test(name);
}

const remark = {
  name: z.string().max(MOST_NAME).optional(),
  note: z.string().max(MOST_NOTE).optional(),
  best: z.boolean().optional(),
  test: testSchema.optional(),
};

const recordSchema = z.object({
  ...settingsShape,
  ...remark,
  id,
  // The largest time that a Date can hold.
  startedAt: z.number().min(0).max(8.64e15),
  backend: z.string().max(100),
  ending: z.string().max(100),
  reports: z.array(reportSchema),
  resumed: z.object({ run: id, epoch: whole }).optional(),
});

const lineSchema = z.union([
  recordSchema,
  z.strictObject({ id, deleted: z.literal(true) }),
  z.strictObject({ id, ...remark }),
]);

/** Lines that are named in a Problem; more are only counted. */
const MOST_NAMED = 5;

/**
 * Reads a run log: JSON lines, each of which says something of a run. A line is a whole record, which takes the place of
 * an earlier one of the same id; a remark, which adds to it; or says that the run was deleted. So writing is always
 * appending, and what a crash cuts off is one line. Lines that cannot be understood are a warning; the others stand.
 *
 * @param file what messages call it
 */
export function readRunLog(
  text: string,
  file: string,
): { readonly runs: readonly RunRecord[]; readonly problems: readonly Problem[] } {
  const runs = new Map<string, RunRecord>();
  const bad: number[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const parsed = lineSchema.safeParse(parseJson(line));
    const known = parsed.success ? runs.get(parsed.data.id) : undefined;
    if (!parsed.success) bad.push(index + 1);
    else if ('deleted' in parsed.data) runs.delete(parsed.data.id);
    else if ('reports' in parsed.data) runs.set(parsed.data.id, parsed.data as unknown as RunRecord);
    else if (known) runs.set(known.id, { ...known, ...parsed.data });
  });
  if (bad.length === 0) return { runs: [...runs.values()], problems: [] };
  const lines = `${bad.slice(0, MOST_NAMED).join(', ')}${bad.length > MOST_NAMED ? ' …' : ''}`;
  const details = { file, count: bad.length, lines };
  return { runs: [...runs.values()], problems: [problem('badRunLines', details, { severity: 'warning' })] };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The epoch that came out best, by its validation loss where there is one; null where no epoch has ended. */
export function bestEpoch(reports: readonly EpochReport[]): number | null {
  const watched = ({ loss, validLoss }: EpochReport) => validLoss ?? loss;
  const best = reports.reduce<EpochReport | null>((a, b) => (a && watched(a) <= watched(b) ? a : b), null);
  return best?.epoch ?? null;
}

/** The line that writes a run down. */
export function runLine(record: RunRecord): string {
  // JSON has no NaN: a result that is none is left out.
  const { test, ...rest } = record;
  return lineOf({ ...rest, ...(test && Number.isFinite(test.loss) && { test }) });
}

/** The line that says something more of a run. */
export function remarkLine(run: string, change: RunRemark): string {
  return lineOf({ id: run, ...change });
}

/** The line that takes a run away. */
export function deletionLine(run: string): string {
  return lineOf({ id: run, deleted: true });
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
