import type { Dataset } from '../../core/data/dataset.ts';
import { ProblemError, problem } from '../../core/problem.ts';
import { assess } from '../../core/train/assess.ts';
import { Evaluator } from '../../core/train/evaluate.ts';
import { toKernelLayout } from '../../core/train/weights.ts';
import { backendOf, oneOf, parse, required, wholeNumber } from '../arguments.ts';
import { assessmentJson, printAssessment, worstOf } from '../assessment.ts';
import type { Command } from '../command.ts';
import { classNames, dataOf, networkOf, openProject, partOf, parts, rowsOf, taskOf, weightsOf } from '../session.ts';

/** Rows that are listed as the worst where nobody says how many. */
const WORST = 10;

const optionsOfCommand = {
  weights: { type: 'string' },
  split: { type: 'string' },
  worst: { type: 'string' },
} as const;

export const evaluate: Command = {
  name: 'eval',
  usage: 'PROJECT --weights W [--split train|valid|test] [--worst N]',
  summary:
    'of a part of the data: loss, accuracy, confusion, precision and recall, calibration, information, the worst N rows',
  async run(args) {
    const { options, positionals } = parse(args, optionsOfCommand, ['PROJECT']);
    if (options.help) return 'help';
    const chosen = backendOf(options.backend);
    const file = required(options.weights, 'weights');
    const split = oneOf(options.split ?? 'test', parts, 'split');
    const most = wholeNumber(options.worst, 'worst', 0) ?? WORST;
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
    const weights = toKernelLayout(model.weights);
    const found = await assess(evaluator, data, weights);
    if (!found) throw new Error('nobody cancelled');
    const { assessment, scores } = found;
    const classes = assessment.confusion && classNames(preprocessing, assessment.confusion.length);
    const worst = await worstOf(evaluator, data, weights, scores, classes, most);
    await evaluator.destroy();
    return {
      json: { split: prepared ? split : null, ...assessmentJson(assessment, classes), worst },
      print: () => printAssessment(assessment, classes, worst),
      problems: session.warnings,
    };
  },
};
