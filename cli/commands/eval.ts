import type { Dataset } from '../../core/data/dataset.ts';
import { ProblemError, problem } from '../../core/problem.ts';
import { Evaluator } from '../../core/train/evaluate.ts';
import { toKernelLayout } from '../../core/train/weights.ts';
import { backendOf, oneOf, parse, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { percent, printTable } from '../report.ts';
import { classNames, dataOf, networkOf, openProject, partOf, parts, rowsOf, taskOf, weightsOf } from '../session.ts';

export const evaluate: Command = {
  name: 'eval',
  usage: 'PROJECT --weights W [--split test]',
  summary: 'loss, accuracy and confusion of a part of the data',
  async run(args) {
    const { options, positionals } = parse(args, { weights: { type: 'string' }, split: { type: 'string' } }, [
      'PROJECT',
    ]);
    if (options.help) return 'help';
    const chosen = backendOf(options.backend);
    const file = required(options.weights, 'weights');
    const split = oneOf(options.split ?? 'test', parts, 'split');
    const session = await openProject(positionals[0] as string);
    const bare = networkOf(session);
    const model = await weightsOf(file, bare, session);
    const prepared = options.data === undefined ? await dataOf(session, bare) : null;
    const preprocessing = prepared?.preprocessing ?? model.preprocessing;
    const data: Dataset = prepared
      ? partOf(prepared, split)
      : await rowsOf(options.data as string, session, taskOf(bare), model.preprocessing, true);
    if (!data.target) throw new ProblemError(problem('noTarget', { file: options.data ?? split }));
    const network = networkOf(session, data);
    if (!network.loss) throw new ProblemError(problem('noLoss', {}));
    const backend = chosen === 'auto' ? 'webasm' : chosen;
    const evaluator = new Evaluator(network, { backend, threads: false });
    const result = await evaluator.evaluate(data, toKernelLayout(model.weights));
    await evaluator.destroy();
    const classes = result.confusion && classNames(preprocessing, result.confusion.length);
    const { rows, loss, accuracy, confusion } = result;
    return {
      json: { split: prepared ? split : null, rows, loss, accuracy, classes, confusion },
      print: () => {
        const share = accuracy === null ? '' : `, accuracy ${percent(accuracy)}`;
        process.stdout.write(`${rows} rows, loss ${loss.toPrecision(6)}${share}\n`);
        if (classes && confusion && classes.length <= 20) {
          printTable([
            ['true \\ predicted', ...classes],
            ...confusion.map((row, index) => [classes[index] as string, ...row]),
          ]);
        }
      },
      problems: session.warnings,
    };
  },
};
