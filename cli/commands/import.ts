import path from 'node:path';
import type { Preprocessing } from '../../core/data/prepare.ts';
import { filesBeside, type Imported, needNetwork, readImport } from '../../core/exchange/import.ts';
import { applyMatching, type Matching, matchWeights } from '../../core/exchange/match.ts';
import { validate } from '../../core/graph/validate.ts';
import { isError, type Problem, ProblemError, unwrap } from '../../core/problem.ts';
import { writeProject } from '../../core/project/file.ts';
import { writeModel } from '../../core/project/model.ts';
import type { Project } from '../../core/project/project.ts';
import { checkWeights, type Weights } from '../../core/train/weights.ts';
import { parse, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkWritable, readBytes, writeFile } from '../files.ts';
import { openProject } from '../session.ts';

interface Taken {
  readonly project: Project;
  readonly weights: Weights;
  readonly preprocessing: Preprocessing | null;
  /** What went where; null where the file brought the network along. */
  readonly matching: Matching | null;
}

export const importModel: Command = {
  name: 'import',
  usage: 'FILE --out PROJECT.gradwire [--weights W] [--project P]',
  summary:
    'a network from safetensors, onnx or a TensorFlow.js model.json; with --project weights from npz or json too',
  async run(args) {
    const { options, positionals } = parse(
      args,
      { out: { type: 'string' }, weights: { type: 'string' }, project: { type: 'string' } },
      ['FILE'],
    );
    if (options.help) return 'help';
    const file = positionals[0] as string;
    const out = required(options.out, 'out');
    const imported = await readFileAndBeside(file);
    const warnings: Problem[] = [...imported.problems];
    const taken = options.project
      ? await intoProject(imported.value, options.project, warnings)
      : { ...needNetwork(imported.value, file), matching: null };
    const { project, weights, preprocessing, matching } = taken;
    await checkWritable(out);
    if (options.weights !== undefined) await checkWritable(options.weights);
    await writeFile(out, writeProject(project));
    if (options.weights !== undefined)
      await writeFile(options.weights, writeModel({ project, weights, preprocessing }));
    return {
      json: { out, weights: options.weights ?? null, blocks: project.graph.blocks.map(({ id }) => id), ...matching },
      print: () => process.stdout.write(`${summaryOf(taken)}written to ${out}\n`),
      problems: warnings,
    };
  },
};

async function readFileAndBeside(file: string): Promise<{ value: Imported; problems: readonly Problem[] }> {
  const bytes = unwrap(await readBytes(file, file));
  const beside = new Map<string, Uint8Array>();
  for (const name of unwrap(filesBeside(bytes, file))) {
    beside.set(name, unwrap(await readBytes(path.join(path.dirname(file), name), name)));
  }
  const result = readImport(bytes, file, beside);
  return { value: unwrap(result), problems: result.problems };
}

/** Weights from anywhere, put into a network of the user's own. */
async function intoProject({ weights: tensors, ...rest }: Imported, file: string, warnings: Problem[]): Promise<Taken> {
  const { project, warnings: found } = await openProject(file);
  const network = unwrap(validate(project.graph));
  const matching = matchWeights(network, tensors);
  const weights = applyMatching(matching, tensors);
  const faults = checkWeights(network, weights);
  if (faults.some(isError)) throw new ProblemError(...faults);
  warnings.push(...found, ...checkWeights(network, new Map([...weights, ...unusedOf(matching, tensors)])));
  return { project, weights, preprocessing: rest.kind === 'network' ? rest.preprocessing : null, matching };
}

function unusedOf({ unused }: Matching, tensors: Weights): Weights {
  return new Map([...tensors].filter(([name]) => unused.includes(name)));
}

/** A line a weight: where it comes from, and whether it is turned. */
function summaryOf({ project, matching }: Taken): string {
  if (!matching) return `${project.graph.blocks.length} blocks `;
  const lines = matching.matches.map(({ weight, from, transposed, by }) => {
    return `${weight} <- ${from}${transposed ? ', transposed' : ''} (by ${by})\n`;
  });
  return lines.join('');
}
