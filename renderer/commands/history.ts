/** The log of a project's trainings: noted as they come to rest, kept beside the project, remarked on and restored. */

import { graphRevision } from '../../core/graph/revision.ts';
import { problem } from '../../core/problem.ts';
import {
  deletionLine,
  RUN_LOG,
  type RunRecord,
  type RunRemark,
  readRunLog,
  remarkLine,
  runLine,
} from '../../core/project/runLog.ts';
import { nameOf } from '../../core/runtime/backend.ts';
import { ask } from '../engine/turns.ts';
import { host } from '../host/index.ts';
import { useData } from '../store/data.ts';
import { useDocument } from '../store/document.ts';
import { notifyProblems } from '../store/notice.ts';
import { dataRevision } from '../store/revision.ts';
import { isBusy, isStale, useRun } from '../store/run.ts';
import { useWorkspace } from '../store/workspace.ts';

/** A log beyond this is not read: a page could not hold what it says. */
const MOST_BYTES = 256 * 1024 ** 2;

/** Begins to note trainings. */
export function startHistory(): void {
  useRun.subscribe((now, before) => {
    const rests = now.phase.kind === 'paused' || now.phase.kind === 'done' || now.phase.kind === 'failed';
    if (now.phase !== before.phase && rests && (isBusy(before) || now.phase.kind === 'done')) void noteRun();
  });
}

async function noteRun(): Promise<void> {
  const { origin, reports, phase, speed, start } = useRun.getState();
  if (!origin || reports.length === 0) return;
  const { name, note, best } = runOf(origin.id) ?? {};
  const { id, startedAt, project, resumed } = origin;
  const ran = speed?.executor ?? start?.executor;
  const record: RunRecord = {
    ...{ id, startedAt, ...project, resumed, reports, name, note, best },
    backend: ran ? nameOf({ ...ran, threads: false }) : '',
    ending: phase.kind === 'done' ? phase.reason : phase.kind,
  };
  put(record);
  await append(runLine(record));
  if (phase.kind === 'done') await noteResult(id);
}

/** What a training came to on the test part, provided that it is its weights still that the engine has. */
async function noteResult(run: string): Promise<void> {
  const isIts = () => {
    const { origin, phase } = useRun.getState();
    return origin?.id === run && phase.kind === 'done' && !isStale(origin, useDocument.getState());
  };
  if (!isIts()) return;
  const result = await ask((engine) => engine.evaluate('test'));
  if (!result || !isIts() || !Number.isFinite(result.loss)) return;
  const { rows, loss, accuracy, confusion } = result;
  remark(run, { test: { rows, loss, accuracy, confusion, classes: useData.getState().summary?.classes ?? null } });
}

function runOf(id: string): RunRecord | undefined {
  return useWorkspace.getState().runs.find((run) => run.id === id);
}

function put(record: RunRecord): void {
  useWorkspace.setState(({ runs }) => ({
    runs: runs.some(({ id }) => id === record.id)
      ? runs.map((run) => (run.id === record.id ? record : run))
      : [...runs, record],
  }));
}

/** Lines are added one after the other, in the order in which they were asked for. */
let appended: Promise<unknown> = Promise.resolve();

function append(line: string): Promise<void> {
  const { token } = useWorkspace.getState();
  if (token === null) return Promise.resolve();
  const next = appended.then(async () => {
    const reply = await host.runs.append(token, RUN_LOG, line);
    if (!reply.ok) notifyProblems(reply.problems);
  });
  appended = next.catch(() => undefined);
  return next;
}

/** Waits until what is to be noted of trainings is. */
export function historyIsWritten(): Promise<unknown> {
  return appended;
}

/** Says something of a run: its name, a note, that it is the best. */
export function remark(id: string, change: RunRemark): void {
  const run = runOf(id);
  if (!run) return;
  put({ ...run, ...change });
  void append(remarkLine(id, change));
}

/** One run is the best, or none. */
export function markBest(id: string, best: boolean): void {
  for (const run of useWorkspace.getState().runs) if (run.best && run.id !== id) remark(run.id, { best: false });
  remark(id, { best });
}

export function deleteRun(id: string): void {
  useWorkspace.setState(({ runs, shownRuns }) => ({
    runs: runs.filter((run) => run.id !== id),
    shownRuns: shownRuns.filter((one) => one !== id),
  }));
  void append(deletionLine(id));
}

/** Whether a run was of another network, or of other data, than the project has now. */
export function differsFromRun({ graph, data }: RunRecord, now: Pick<RunRecord, 'graph' | 'data'>): boolean {
  return graphRevision(graph) !== graphRevision(now.graph) || dataRevision(data) !== dataRevision(now.data);
}

/**
 * Takes back how a run was trained, and where asked its network and its data, as one step that can be undone. Weights
 * begin where the run's began: the seed decides.
 */
export function restoreRun(run: RunRecord, detail: string, withNetwork: boolean): void {
  const { training, graph, data } = run;
  const { edit } = useDocument.getState();
  edit(
    { key: withNetwork ? 'restoreRun' : 'restoreSettings', detail },
    { training, ...(withNetwork && { graph, data, weights: null, state: null }) },
  );
}

/** Reads what was kept beside a project that has just been opened. */
export async function openHistory(token: string): Promise<void> {
  const { runs, problems } = await readLog(token);
  if (useWorkspace.getState().token !== token) return;
  notifyProblems(problems);
  useWorkspace.setState(({ runs: now }) => ({ runs: merged(runs, now) }));
}

/** A log that is not there is an empty one. */
async function readLog(token: string) {
  const found = await host.runs.read(token, RUN_LOG);
  if (!found.ok) return { runs: [], problems: found.problems.filter(({ code }) => code !== 'fileMissing'), bytes: 0 };
  const bytes = found.value.length;
  if (bytes <= MOST_BYTES) return { ...readRunLog(new TextDecoder().decode(found.value), RUN_LOG), bytes };
  const reason = `it is larger than ${MOST_BYTES / 1024 ** 2} MB`;
  return { runs: [], problems: [problem('fileUnreadable', { file: RUN_LOG, reason })], bytes };
}

/** Runs of a log with those at hand, which are newer; in the order in which they began. */
function merged(logged: readonly RunRecord[], now: readonly RunRecord[]): RunRecord[] {
  const byId = new Map([...logged, ...now].map((run) => [run.id, run]));
  return [...byId.values()].sort((a, b) => a.startedAt - b.startedAt);
}

/**
 * Brings the log beside a project that was saved up to date. At a new place all runs are written down, in place of those
 * of the project that was there. At the old one, what others have added is taken in, what could not be written before is
 * added, and a log that says much twice is written anew, unless there are lines in it that were not understood.
 */
export async function keepHistory(token: string, isNewPlace: boolean): Promise<void> {
  await appended;
  const { runs: now } = useWorkspace.getState();
  const { runs: logged, problems, bytes } = isNewPlace ? { runs: [], problems: [], bytes: 0 } : await readLog(token);
  if (useWorkspace.getState().token !== token) return;
  const runs = merged(logged, now);
  useWorkspace.setState({ runs });
  const whole = new TextEncoder().encode(runs.map(runLine).join(''));
  if (isNewPlace || (problems.length === 0 && bytes > 2 * whole.length)) {
    const write = whole.length > 0 ? host.runs.write(token, RUN_LOG, whole) : host.runs.remove(token, RUN_LOG);
    const reply = await write;
    if (!reply.ok) notifyProblems(reply.problems);
    return;
  }
  const known = new Set(logged.map(({ id }) => id));
  for (const run of now) if (!known.has(run.id)) await append(runLine(run));
}
