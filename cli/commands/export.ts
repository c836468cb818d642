import { exportFormats, exportModel } from '../../core/project/exports.ts';
import { oneOf, parse, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkWritable, writeFile } from '../files.ts';
import { networkOf, openProject, weightsOf } from '../session.ts';

export const exportWeights: Command = {
  name: 'export',
  usage: `PROJECT --weights W --to ${exportFormats.join('|')} --out PATH`,
  summary: 'the trained weights in a format other software reads',
  async run(args) {
    const { options, positionals } = parse(
      args,
      { weights: { type: 'string' }, to: { type: 'string' }, out: { type: 'string' } },
      ['PROJECT'],
    );
    if (options.help) return 'help';
    const format = oneOf(required(options.to, 'to'), exportFormats, 'to');
    const [file, out] = [required(options.weights, 'weights'), required(options.out, 'out')];
    const session = await openProject(positionals[0] as string);
    const model = await weightsOf(file, networkOf(session), session);
    await checkWritable(out);
    const { project } = session;
    const { weights, preprocessing } = model;
    await writeFile(out, exportModel(format, { project, weights, preprocessing }));
    return {
      json: { format, out, weights: [...model.weights.keys()] },
      print: () => process.stdout.write(`${model.weights.size} weights written to ${out}\n`),
      problems: session.warnings,
    };
  },
};
