import path from 'node:path';
import { rowCount } from '../../core/data/dataset.ts';
import type { PreparedData } from '../../core/data/prepare.ts';
import type { Files } from '../../core/exchange/target.ts';
import { exportModel, targetNames, targetOf } from '../../core/exchange/targets.ts';
import type { Network } from '../../core/graph/validate.ts';
import { Evaluator } from '../../core/train/evaluate.ts';
import { toKernelLayout, type Weights } from '../../core/train/weights.ts';
import { oneOf, parse, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkWritable, makeFolder, writeFile } from '../files.ts';
import { lastHistory } from '../history.ts';
import { dataOf, networkOf, openProject, weightsOf } from '../session.ts';

export const exportWeights: Command = {
  name: 'export',
  usage: `PROJECT --weights W --to ${targetNames.join('|')} --out PATH [--output logits|probabilities] [--preprocess]`,
  summary: 'the trained network in a form that other software reads',
  async run(args) {
    const { options, positionals } = parse(
      args,
      {
        weights: { type: 'string' },
        to: { type: 'string' },
        out: { type: 'string' },
        output: { type: 'string' },
        preprocess: { type: 'boolean', default: false },
      },
      ['PROJECT'],
    );
    if (options.help) return 'help';
    const to = oneOf(required(options.to, 'to'), targetNames, 'to');
    const [file, out] = [required(options.weights, 'weights'), required(options.out, 'out')];
    const output =
      options.output === undefined ? undefined : oneOf(options.output, ['logits', 'probabilities'], 'output');
    const session = await openProject(positionals[0] as string);
    const network = networkOf(session);
    const { weights, ...model } = await weightsOf(file, network, session);
    const { project } = session;
    const takesData = targetOf(to).takesData === true;
    const data =
      (project.data || options.data !== undefined) && (takesData || options.preprocess)
        ? await dataOf(session, network, options.data)
        : null;
    // Weights from elsewhere say nothing of preprocessing; the project's own data does.
    const preprocessing = model.preprocessing ?? data?.preprocessing ?? null;
    const { preprocess } = options;
    const name = path.basename(out);
    const files = exportModel(
      to,
      {
        project,
        network,
        weights,
        preprocessing,
        data,
        output,
        preprocess,
        ...(to === 'card' && (await story(positionals[0] as string, network, weights, data))),
      },
      name,
    );
    await writeFiles(files, out, targetOf(to).extension === null);
    const bytes = [...files.values()].reduce((sum, one) => sum + one.length, 0);
    return {
      json: { format: to, out, files: [...files.keys()], bytes, weights: [...weights.keys()] },
      print: () => process.stdout.write(`${weights.size} weights written to ${out}\n`),
      problems: session.warnings,
    };
  },
};

/** What a card tells beside the model: how the training beside the project went, and the results on the test part. */
async function story(file: string, network: Network, weights: Weights, data: PreparedData | null) {
  const history = await lastHistory(file);
  const test = data?.parts.test;
  if (!test?.target || rowCount(test) === 0 || !network.loss) return { history };
  const evaluator = new Evaluator(network, { backend: 'webasm', threads: false });
  const evaluation = await evaluator.evaluate(test, toKernelLayout(weights));
  await evaluator.destroy();
  return { history, results: [{ part: 'test', evaluation }] as const };
}

async function writeFiles(files: Files, out: string, asFolder: boolean): Promise<void> {
  if (asFolder) await makeFolder(out);
  else await checkWritable(out);
  for (const [name, bytes] of files) await writeFile(asFolder ? path.join(out, name) : out, bytes);
}
