import { type Dataset, pickRows, rowCount } from '../../core/data/dataset.ts';
import { ProblemError, problem } from '../../core/problem.ts';
import { type Tensor, toJson } from '../../core/tensor.ts';
import { initialState, type Tape, TapeRecorder } from '../../core/train/tape.ts';
import { initialWeights } from '../../core/train/weights.ts';
import { backendOf, oneOf, parse, UsageError } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkWritable, writeFile } from '../files.ts';
import { dataOf, networkOf, openProject, partOf, parts, rowsOf, type Session, taskOf, weightsOf } from '../session.ts';

export const trace: Command = {
  name: 'trace',
  usage: 'PROJECT [--weights W] (--batch B.json | --split train --rows 0-3) --out T.json',
  summary: 'the tape of those rows: every output and every gradient',
  async run(args) {
    const { options, positionals } = parse(
      args,
      {
        weights: { type: 'string' },
        batch: { type: 'string' },
        split: { type: 'string' },
        rows: { type: 'string' },
        out: { type: 'string' },
      },
      ['PROJECT'],
    );
    if (options.help) return 'help';
    const chosen = backendOf(options.backend);
    const session = await openProject(positionals[0] as string);
    const batch = await batchOf(session, options);
    if (!batch.target) throw new ProblemError(problem('noTarget', { file: options.batch ?? options.data ?? 'data' }));
    const network = networkOf(session, batch);
    if (!network.loss) throw new ProblemError(problem('noLoss', {}));
    if (options.out !== undefined) await checkWritable(options.out);
    const { training } = session.project;
    const weights = options.weights
      ? (await weightsOf(options.weights, network, session)).weights
      : initialWeights(network, training.seed);
    const backend = chosen === 'auto' ? 'webasm' : chosen;
    const recorder = new TapeRecorder(network, training, rowCount(batch), batch.target, { backend, threads: false });
    const state = initialState(network, training);
    const { learningRate } = training.optimizer;
    const tape = traceJson(await recorder.record(batch, { weights, state, step: 1, learningRate }));
    await recorder.destroy();
    const { out } = options;
    if (out !== undefined) await writeFile(out, `${JSON.stringify(tape)}\n`);
    return {
      json: out === undefined ? tape : { loss: tape.loss, rows: rowCount(batch), out },
      print: () => process.stdout.write(out === undefined ? `${JSON.stringify(tape)}\n` : `loss ${tape.loss}\n`),
      problems: session.warnings,
    };
  },
};

interface Choice {
  readonly batch?: string | undefined;
  readonly split?: string | undefined;
  readonly rows?: string | undefined;
  readonly data?: string | undefined;
}

async function batchOf(session: Session, { batch, split, rows, data }: Choice): Promise<Dataset> {
  const network = networkOf(session);
  if (batch !== undefined) {
    if (split !== undefined || rows !== undefined) throw new UsageError('--batch goes without --split and --rows');
    return rowsOf(batch, session, taskOf(network), null, true);
  }
  if (rows === undefined) throw new UsageError('--batch or --rows is missing');
  const part = partOf(await dataOf(session, network, data), oneOf(split ?? 'train', parts, 'split'));
  return pickRows(part, rowNumbers(rows, rowCount(part)));
}

/** `3`, `0-3` or `0,2,5-7`, counted from 0, both ends included. */
function rowNumbers(text: string, count: number): number[] {
  const numbers = text.split(',').flatMap((range) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(range.trim()) ?? [];
    if (first === undefined) throw new UsageError(`--rows is '${text}', not a row or a range such as 0-3`);
    const [from, to] = [Number(first), Number(last)];
    if (to >= count || from > to) throw new ProblemError(problem('badRows', { rows: text, last: count - 1 }));
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
  return numbers;
}

/** A tape as the trace file holds it. */
function traceJson(tape: Tape) {
  const all = (tensors: ReadonlyMap<string, Tensor>) =>
    Object.fromEntries([...tensors].map(([name, value]) => [name, toJson(value)]));
  return {
    loss: tape.loss,
    outputs: all(tape.outputs),
    gradients: all(tape.gradients),
    weightGradients: all(tape.weightGradients),
  };
}
