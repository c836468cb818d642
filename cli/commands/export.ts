import path from 'node:path';
import { prove } from '../../core/exchange/prove.ts';
import { testResults } from '../../core/exchange/results.ts';
import type { ExportModel, Files } from '../../core/exchange/target.ts';
import { exportModel, targetNames, targetOf } from '../../core/exchange/targets.ts';
import { oneOf, parse, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkWritable, makeFolder, writeFile } from '../files.ts';
import { lastHistory } from '../history.ts';
import { dataOf, networkOf, openProject, weightsOf } from '../session.ts';

/** Exports take a moment: measuring what runs them fastest would take longer. */
const RUN = { backend: 'webasm', threads: false } as const;

export const exportWeights: Command = {
  name: 'export',
  usage: `PROJECT --weights W --to ${targetNames.join('|')} --out PATH [--output logits|probabilities] [--preprocess] [--lang en|ja]`,
  summary: 'the trained network in a form that other software reads',
  async run(args) {
    const { options, positionals } = parse(
      args,
      {
        weights: { type: 'string' },
        to: { type: 'string' },
        out: { type: 'string' },
        output: { type: 'string' },
        lang: { type: 'string', default: 'en' },
        preprocess: { type: 'boolean', default: false },
      },
      ['PROJECT'],
    );
    if (options.help) return 'help';
    const to = oneOf(required(options.to, 'to'), targetNames, 'to');
    const [file, out] = [required(options.weights, 'weights'), required(options.out, 'out')];
    const output =
      options.output === undefined ? undefined : oneOf(options.output, ['logits', 'probabilities'], 'output');
    const language = oneOf(options.lang, ['en', 'ja'] as const, 'lang');
    const session = await openProject(positionals[0] as string);
    const network = networkOf(session);
    const { weights, ...stored } = await weightsOf(file, network, session);
    const { project } = session;
    const takesData = targetOf(to).takesData === true;
    const data =
      (project.data || options.data !== undefined) && (takesData || options.preprocess)
        ? await dataOf(session, network, options.data)
        : null;
    // Weights from elsewhere say nothing of preprocessing; the project's own data does.
    const preprocessing = stored.preprocessing ?? data?.preprocessing ?? null;
    const target = targetOf(to);
    const model: ExportModel = {
      ...{ project, network, weights, preprocessing, data, output, language, preprocess: options.preprocess },
      ...(to === 'card' && {
        history: await lastHistory(positionals[0] as string),
        results: await testResults(network, weights, data, RUN),
      }),
    };
    const files = exportModel(to, model, path.basename(out));
    const verified = await prove(target, files, model, RUN);
    await writeFiles(files, out, target.extension === null);
    const bytes = [...files.values()].reduce((sum, one) => sum + one.length, 0);
    return {
      json: { format: to, out, files: [...files.keys()], bytes, weights: [...weights.keys()], verified },
      print: () => {
        const { rows, difference } = verified;
        process.stdout.write(`${weights.size} weights written to ${out}\n`);
        process.stdout.write(`read back and verified: max difference ${difference.toPrecision(1)} on ${rows} rows\n`);
      },
      problems: session.warnings,
    };
  },
};

async function writeFiles(files: Files, out: string, asFolder: boolean): Promise<void> {
  if (asFolder) await makeFolder(out);
  else await checkWritable(out);
  for (const [name, bytes] of files) await writeFile(asFolder ? path.join(out, name) : out, bytes);
}
