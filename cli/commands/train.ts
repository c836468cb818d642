import path from 'node:path';
import { type Dataset, rowCount } from '../../core/data/dataset.ts';
import type { PreparedData } from '../../core/data/prepare.ts';
import type { Network } from '../../core/graph/validate.ts';
import { type Problem, ProblemError, problem, unwrap } from '../../core/problem.ts';
import { checkpointName } from '../../core/project/checkpoints.ts';
import { readModel, trainingState, writeCheckpoint, writeModel } from '../../core/project/model.ts';
import type { Project } from '../../core/project/project.ts';
import { nameOf } from '../../core/runtime/backend.ts';
import { type Evaluation, Evaluator } from '../../core/train/evaluate.ts';
import { type EpochReport, Run } from '../../core/train/run.ts';
import { train as trainer } from '../../core/train/trainer.ts';
import { toKernelLayout } from '../../core/train/weights.ts';
import { backendOf, parse, UsageError, wholeNumber } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EpochLog } from '../epochLog.ts';
import { checkWritable, makeFolder, readBytes, writeFile } from '../files.ts';
import { noteRun } from '../history.ts';
import { progressBar } from '../progress.ts';
import { percent } from '../report.ts';
import { dataOf, networkOf, openProject, type Session, weightsOf } from '../session.ts';
import { allowFma, joinVectors } from '../vectors.ts';

export const train: Command = {
  name: 'train',
  usage:
    'PROJECT [--init W] [--resume CKPT] [--epochs N] [--batch-size N] [--out W] [--log L.jsonl] [--checkpoints DIR] [--fma]',
  summary: 'trains the network; --epochs on resume is the total; --fma lets webasm round otherwise to be faster',
  async run(args) {
    const { options, positionals } = parse(
      args,
      {
        init: { type: 'string' },
        resume: { type: 'string' },
        epochs: { type: 'string' },
        'batch-size': { type: 'string' },
        out: { type: 'string' },
        log: { type: 'string' },
        checkpoints: { type: 'string' },
        fma: { type: 'boolean', default: false },
      },
      ['PROJECT'],
    );
    if (options.help) return 'help';
    if (options.init !== undefined && options.resume !== undefined)
      throw new UsageError('--init or --resume, not both');
    const backend = backendOf(options.backend);
    if (options.fma) allowFma();
    const joins = (backend === 'auto' || backend === 'webasm') && joinVectors();
    const epochs = wholeNumber(options.epochs, 'epochs', 0);
    const batchSize = wholeNumber(options['batch-size'], 'batch-size', 1);
    const opened = await openProject(positionals[0] as string);
    const session = { ...opened, project: withOverrides(opened.project, epochs, batchSize) };
    const startedAt = Date.now();
    const data = await dataOf(session, networkOf(session), options.data);
    const network = trainable(session, data);
    const { out, log, checkpoints } = options;
    for (const file of [out, log]) if (file !== undefined) await checkWritable(file);
    if (checkpoints !== undefined) await makeFolder(checkpoints);
    const run = await Run.start({
      network,
      train: data.parts.train,
      valid: data.parts.valid,
      settings: session.project.training,
      backend,
      fma: options.fma,
      wide: joins && 'measured',
      ...(await startOf(session, network, options.init, options.resume)),
    });
    const job: Job = { session, network, data, run, out, log, checkpoints, quiet: options.json };
    try {
      const ended = await runToEnd(job);
      const test = ended.failure ? null : await evaluateTest(run, data.parts.test);
      const { data: file, init, resume } = options;
      const about = { project: session.project, startedAt, backend: backendName(run), data: file, init, resume };
      const { classes } = data.preprocessing;
      session.warnings.push(...(await noteRun(positionals[0] as string, { ...about, ...ended, test, classes })));
      return await finish(job, ended, test);
    } finally {
      await run.destroy();
    }
  },
};

interface Job {
  readonly session: Session;
  readonly network: Network;
  readonly data: PreparedData;
  readonly run: Run;
  readonly out: string | undefined;
  readonly log: string | undefined;
  readonly checkpoints: string | undefined;
  readonly quiet: boolean;
}

interface Ended {
  readonly reason: 'epochs' | 'early' | 'stopped' | 'failed';
  readonly failure: Problem | null;
  readonly reports: readonly EpochReport[];
  readonly seconds: number;
}

function withOverrides(project: Project, epochs: number | undefined, batchSize: number | undefined): Project {
  const training = {
    ...project.training,
    ...(epochs !== undefined && { epochs }),
    ...(batchSize !== undefined && { batchSize }),
  };
  return { ...project, training };
}

/** The network as it meets its data, every part of it; it must have a loss, something to train and targets. */
function trainable(session: Session, { parts }: PreparedData): Network {
  const network = networkOf(session, parts.train);
  for (const part of [parts.valid, parts.test]) if (rowCount(part) > 0) networkOf(session, part);
  if (!network.loss) throw new ProblemError(problem('noLoss', {}));
  if (!network.blocks.some(({ weights }) => weights.length > 0)) throw new ProblemError(problem('noWeights', {}));
  if (!parts.train.target) throw new ProblemError(problem('noTarget', { file: session.project.name }));
  return network;
}

async function startOf(session: Session, network: Network, init: string | undefined, resume: string | undefined) {
  if (init !== undefined) return { weights: (await weightsOf(init, network, session)).weights };
  if (resume === undefined) return {};
  const model = unwrap(readModel(unwrap(await readBytes(resume, resume)), resume));
  return { state: unwrap(trainingState(model, network, session.project, resume)) };
}

/** Pulls the training to its end, logging and keeping checkpoints on the way. An interrupt ends it in good order. */
async function runToEnd({ session, network, data, run, log, checkpoints, quiet }: Job): Promise<Ended> {
  const start = performance.now();
  const lines = log === undefined ? null : await EpochLog.open(log, run.state.epoch);
  const bar = quiet ? null : progressBar(run);
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  process.once('SIGINT', stop);
  const reports: EpochReport[] = [];
  const ended = (reason: Ended['reason'], failure: Problem | null = null): Ended => ({
    reason,
    failure,
    reports,
    seconds: (performance.now() - start) / 1000,
  });
  try {
    for await (const event of trainer(run, interrupt.signal)) {
      if (event.kind === 'failed') return ended('failed', event.problem);
      if (event.kind === 'ended') return ended(event.reason);
      if (event.kind === 'steps') bar?.steps(event.done);
      if (event.kind === 'epoch') {
        reports.push(event.report);
        bar?.epoch(event.report);
        await lines?.write(event.report);
        if (checkpoints !== undefined) {
          const parts = { project: session.project, preprocessing: data.preprocessing };
          const bytes = writeCheckpoint(parts, network, run.state);
          await writeFile(path.join(checkpoints, checkpointName(event.report.epoch)), bytes);
        }
      }
    }
    return ended('epochs');
  } catch (error) {
    // A log or a checkpoint that cannot be written ends the training; what was learnt is kept all the same.
    if (!(error instanceof ProblemError)) throw error;
    return ended('failed', error.problems[0] ?? null);
  } finally {
    process.off('SIGINT', stop);
    bar?.stop();
    await lines?.close();
  }
}

async function finish({ session, data, run, out }: Job, ended: Ended, test: Evaluation | null) {
  const { project } = session;
  const { weights } = run;
  if (out !== undefined) {
    await writeFile(out, writeModel({ project, weights, preprocessing: data.preprocessing }));
  }
  if (ended.failure) throw new ProblemError(ended.failure);
  const { reports, seconds, reason } = ended;
  // With early stopping the weights are those of the best epoch, and so are the figures.
  const { epoch } = run.inUse;
  const kept = reports.find((report) => report.epoch === epoch);
  const json = {
    ended: reason,
    epochs: run.state.epoch,
    steps: run.state.step,
    loss: kept?.loss ?? null,
    accuracy: kept?.accuracy ?? null,
    validLoss: kept?.validLoss ?? null,
    validAccuracy: kept?.validAccuracy ?? null,
    test: test && { rows: test.rows, loss: test.loss, accuracy: test.accuracy },
    best: run.state.best && { epoch: run.state.best.epoch, loss: run.state.best.loss },
    backend: backendName(run),
    executor: run.executor?.kind ?? null,
    blocked: run.blocked,
    seconds,
    ...(out !== undefined && { out }),
  };
  const print = () => {
    const figures = [
      `${json.epochs} epochs, ${json.steps} steps in ${seconds.toFixed(1)} s on ${json.backend} (${json.executor})`,
      kept && `train loss ${figure(kept.loss)}${accuracyText(kept.accuracy)}`,
      kept?.validLoss != null && `valid loss ${figure(kept.validLoss)}${accuracyText(kept.validAccuracy)}`,
      test && `test  loss ${figure(test.loss)}${accuracyText(test.accuracy)}`,
      reason === 'early' && 'stopped early',
      epoch !== run.state.epoch && `the weights of epoch ${epoch}, the best, were kept`,
      reason === 'stopped' && 'interrupted',
      out !== undefined && `weights written to ${out}`,
    ];
    process.stdout.write(`${figures.filter(Boolean).join('\n')}\n`);
  };
  return { json, print, problems: session.warnings };
}

function backendName(run: Run): string {
  return nameOf({ ...(run.executor ?? run.settings), threads: false });
}

async function evaluateTest(run: Run, test: Dataset): Promise<Evaluation | null> {
  if (rowCount(test) === 0) return null;
  const evaluator = new Evaluator(run.network, run.settings);
  try {
    return await evaluator.evaluate(test, toKernelLayout(run.weights));
  } finally {
    await evaluator.destroy();
  }
}

function figure(value: number): string {
  return value.toPrecision(4);
}

function accuracyText(accuracy: number | null): string {
  return accuracy === null ? '' : `, accuracy ${percent(accuracy)}`;
}
