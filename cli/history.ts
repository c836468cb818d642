import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Problem, problem } from '../core/problem.ts';
import { readCheckpointFile } from '../core/project/checkpoints.ts';
import type { Project } from '../core/project/project.ts';
import { isRunId, MOST_NOTE, RUN_LOG, type RunRecord, readRunLog, runLine } from '../core/project/runLog.ts';
import type { Evaluation } from '../core/train/evaluate.ts';
import type { EpochReport } from '../core/train/run.ts';
import { appendWhole } from '../node/append.ts';
import { runsFolder } from '../node/runsFolder.ts';
import { readBytes, reasonOf } from './files.ts';

/** The last training in the folder beside the project; none where there is no such folder. */
export async function lastHistory(project: string): Promise<readonly EpochReport[]> {
  const file = path.join(runsFolder(project), RUN_LOG);
  const read = await readBytes(file, file);
  if (!read.ok) return [];
  // The card is no worse for lines that cannot be read.
  return readRunLog(new TextDecoder().decode(read.value), file).runs.at(-1)?.reports ?? [];
}

/** A training that was run from the command line, and the options that made it another one than the project's. */
interface Finished {
  readonly project: Project;
  readonly startedAt: number;
  readonly backend: string;
  readonly reason: string;
  readonly reports: readonly EpochReport[];
  readonly test: Evaluation | null;
  readonly classes: readonly string[] | undefined;
  readonly data?: string | undefined;
  readonly init?: string | undefined;
  readonly resume?: string | undefined;
}

/**
 * Writes a training into the log that the app shows. Where that cannot be, it is a warning: the training itself has not
 * failed.
 */
export async function noteRun(project: string, finished: Finished): Promise<readonly Problem[]> {
  if (finished.reports.length === 0) return [];
  const file = path.join(runsFolder(project), RUN_LOG);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await appendWhole(file, runLine(recordOf(project, finished)));
    return [];
  } catch (error) {
    const place = path.relative('', file);
    return [problem('fileUnwritable', { file: place, reason: reasonOf(error).reason }, { severity: 'warning' })];
  }
}

function recordOf(file: string, finished: Finished): RunRecord {
  const { project, startedAt, backend, reason, reports, test, classes = null, data, init, resume } = finished;
  const { graph, training } = project;
  const options = [data !== undefined && `--data ${data}`, init !== undefined && `--init ${init}`].filter(Boolean);
  return {
    id: randomUUID(),
    startedAt,
    graph,
    // What stood in for the project's data is no setting of the project.
    data: data === undefined ? project.data : null,
    training,
    backend,
    ending: reason,
    reports,
    ...(test && { test: { ...test, classes } }),
    ...(options.length > 0 && { note: options.join(' ').slice(0, MOST_NOTE) }),
    resumed: resume === undefined ? undefined : resumedFrom(file, resume),
  };
}

/** The run whose checkpoint it is, where it lies in the project's own folder of runs. */
function resumedFrom(project: string, checkpoint: string): RunRecord['resumed'] {
  const found = readCheckpointFile(path.relative(runsFolder(project), path.resolve(checkpoint)).replaceAll('\\', '/'));
  return found && isRunId(found.run) ? found : undefined;
}
