import { writeCsv } from '../../core/formats/csv.ts';
import { writeNpz } from '../../core/formats/npz.ts';
import { type ModelParts, writeModel } from '../../core/project/model.ts';
import { toJson } from '../../core/tensor.ts';
import type { Weights } from '../../core/train/weights.ts';
import { oneOf, parse, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkWritable, writeAtomically } from '../files.ts';
import { networkOf, openProject, weightsOf } from '../session.ts';

/** Each format's way of writing a trained network. */
const writers = {
  safetensors: writeModel,
  npz: ({ weights }) => writeNpz(weights),
  json: ({ weights }) => {
    const tensors = Object.fromEntries([...weights].map(([name, value]) => [name, toJson(value)]));
    return `${JSON.stringify(tensors)}\n`;
  },
  csv: ({ weights }) => writeCsv(['weight', 'row', 'column', 'value'], cellsOf(weights)),
} as const satisfies Record<string, (model: ModelParts) => Uint8Array | string>;

type Format = keyof typeof writers;

export const exportWeights: Command = {
  name: 'export',
  usage: `PROJECT --weights W --to ${Object.keys(writers).join('|')} --out PATH`,
  summary: 'the trained weights in a format other software reads',
  async run(args) {
    const { options, positionals } = parse(
      args,
      { weights: { type: 'string' }, to: { type: 'string' }, out: { type: 'string' } },
      ['PROJECT'],
    );
    if (options.help) return 'help';
    const format = oneOf(required(options.to, 'to'), Object.keys(writers) as Format[], 'to');
    const [file, out] = [required(options.weights, 'weights'), required(options.out, 'out')];
    const session = await openProject(positionals[0] as string);
    const model = await weightsOf(file, networkOf(session), session);
    await checkWritable(out);
    const { project } = session;
    await writeAtomically(
      out,
      writers[format]({ project, weights: model.weights, preprocessing: model.preprocessing }),
    );
    return {
      json: { format, out, weights: [...model.weights.keys()] },
      print: () => process.stdout.write(`${model.weights.size} weights written to ${out}\n`),
      problems: session.warnings,
    };
  },
};

/** A line a number, rows and columns counted from 0 as in PyTorch; a bias has one row. */
function cellsOf(weights: Weights): string[][] {
  return [...weights].flatMap(([name, { shape, data }]) => {
    const columns = shape[shape.length - 1] ?? 1;
    return Array.from(data, (value, index) => [
      name,
      String(Math.floor(index / columns)),
      String(index % columns),
      String(value),
    ]);
  });
}
