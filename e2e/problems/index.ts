import type { ProblemCode } from '../../core/problem.ts';
import { ofData } from './ofData.ts';
import { ofDownloads } from './ofDownloads.ts';
import { ofFiles } from './ofFiles.ts';
import { ofGraphs } from './ofGraphs.ts';
import { ofModels } from './ofModels.ts';
import { ofTraining } from './ofTraining.ts';
import type { Way } from './way.ts';

/** Problems that nothing a user does in a window leads to, each with the reason. */
export const unreachable = {
  badRows: 'the rows of a tape are chosen in a field with bounds; `--rows` is typed',
  badBatch: 'a batch file is an argument of the command line (`--batch`); in a window rows are typed into a table',
  noProject: 'weights that are imported into a window go into the network that is open there',
  notCheckpoint: 'a window lists the checkpoints that it wrote itself; other files are resumed by `--resume`',
  checkpointOptimizer: 'a window resumes with the settings of the checkpoint; `--resume` with those of the project',
  rowsLeftOut:
    'rows of its own are left out as the data are prepared, and counted; a file of other rows is an argument (`eval --data`)',
  downloadCancelled: 'a window shows how far a cancelled download has come, and offers to resume it',
} as const satisfies Partial<Record<ProblemCode, string>>;

/**
 * How each Problem is met in the app. A new code in `core/problem.ts` does not compile until it has a way here: say in
 * the file of its kind what a user does to meet it (`reach`), where the message stands (`place`) and how it reads, and the
 * spec takes it from there. Only what no window can bring about goes into `unreachable`.
 */
export const ways: Readonly<Record<Exclude<ProblemCode, keyof typeof unreachable>, Way>> = {
  ...ofFiles,
  ...ofGraphs,
  ...ofData,
  ...ofDownloads,
  ...ofModels,
  ...ofTraining,
};

export const kinds = { ofFiles, ofGraphs, ofData, ofDownloads, ofModels, ofTraining } as const;
