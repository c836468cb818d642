/** Keeps the worker's data in step with the document. */
import * as Comlink from 'comlink';
import type { DataSettings } from '../../core/data/settings.ts';
import { isError, type Problem, problem } from '../../core/problem.ts';
import { failure } from '../host/host.ts';
import { useData } from '../store/data.ts';
import { useDocument } from '../store/document.ts';
import { dataRevision } from '../store/revision.ts';
import { useRun } from '../store/run.ts';
import type { DataSummary } from './api.ts';
import { WorkerDied } from './client.ts';
import { projectFiles } from './files.ts';
import { taskOf } from './task.ts';
import { client } from './turns.ts';

/** What the data are read for: another task, or other settings, and they are read again. */
function wantedNow() {
  const { data, graph } = useDocument.getState();
  const task = taskOf(graph, data);
  return { data, task, revision: `${task} ${dataRevision(data)}` };
}

/** @param letGo is called before other data take the place of those that a model was made with */
export async function syncData(letGo: () => Promise<void>): Promise<void> {
  const { data, task, revision } = wantedNow();
  if (useData.getState().revision === revision) return;
  useData.setState({ revision, loading: true });
  await letGo();
  if (!data) {
    await client.call((engine) => engine.clearData());
    settle(null, []);
    return;
  }
  const tell = Comlink.proxy((file: string, done: number, total: number | null) =>
    useData.setState(({ loading }) => ({ progress: loading ? { file, done, total } : null })),
  );
  const reply = await client
    .call((engine) => engine.loadData({ settings: data, task }, projectFiles(), tell))
    .catch((error: Error) => {
      // Whatever it was: the data from before must not pass for these.
      if (error instanceof WorkerDied) throw error;
      return failure(problem('engineDied', { reason: error.message }));
    });
  // Newer settings may have come meanwhile; their own turn is next.
  if (useData.getState().revision !== revision) return;
  if (!reply.ok) await client.call((engine) => engine.clearData());
  else noteDigest(data, revision, reply.value.digest);
  settle(reply.ok ? reply.value : null, reply.ok ? reply.problems.filter((one) => !isError(one)) : reply.problems);
}

/** What the data of each revision were when they were last read. */
const digests = new Map<string, number>();

/** Where a file holds something else now than when it was last read, what was trained was trained on other data. */
function noteDigest(data: DataSettings, revision: string, digest: number): void {
  const isOther = digests.has(revision) && digests.get(revision) !== digest;
  digests.set(revision, digest);
  const { origin } = useRun.getState();
  if (!isOther || origin?.data !== dataRevision(data)) return;
  useRun.setState({ origin: { ...origin, data: `${origin.data} before` } });
}

function settle(summary: DataSummary | null, problems: readonly Problem[]): void {
  useData.setState({ loading: false, progress: null, summary, problems });
}

/** The data are not read again before they change, or somebody asks for it. */
export function giveUpData(why: Problem): void {
  useData.setState({ revision: wantedNow().revision });
  settle(null, [why]);
}

/** The data's files are read again at the next change: one that was missing may be there now, or hold something else. */
export function forgetData(): void {
  useData.setState({ revision: '' });
}

/** Ends the reading of the data, which may be under way. */
export function cancelReading(): void {
  void client.call((engine) => engine.cancelReading());
}

/** Ends the look into a file that was just given. */
export function cancelLooking(): void {
  void client.call((engine) => engine.cancelLooking());
}
