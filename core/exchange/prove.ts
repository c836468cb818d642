import { removeScaling } from '../data/standardize.ts';
import { ProblemError, problem } from '../problem.ts';
import { Random } from '../random.ts';
import type { RunSettings } from '../runtime/backend.ts';
import { type Tensor, takeRows } from '../tensor.ts';
import { Evaluator } from '../train/evaluate.ts';
import { toKernelLayout } from '../train/weights.ts';
import { toPortable } from './portable.ts';
import type { ExportModel, Files, Target } from './target.ts';
import { TOLERANCE, type Verification, verify } from './verify.ts';

/** Enough to meet every unit on both sides of its bend, and few enough to be done at once. */
const ROWS = 64;

/**
 * Proves written files: what the engine answers to some rows is held against what the files answer once they were read
 * back. The rows are the first of the training part; without data they are drawn from the normal distribution. Throws a
 * ProblemError where the two are further apart than rounding takes them.
 */
export async function prove(target: Target, files: Files, model: ExportModel, run: RunSettings): Promise<Verification> {
  const options = target.holds === 'network' ? model : {};
  const portable = toPortable({ ...model, name: model.project.name }, options);
  const x = rowsFor(model);
  const evaluator = new Evaluator(portable.network, run);
  const { output } = await evaluator.predict(x, toKernelLayout(portable.weights));
  await evaluator.destroy();
  const given = portable.scaling ? removeScaling(x, portable.scaling) : x;
  const verification = await verify(target, files, model, given, output);
  const largest = output.data.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  if (verification.difference <= TOLERANCE * largest) return verification;
  const details = { format: target.title, difference: verification.difference.toPrecision(2), rows: verification.rows };
  throw new ProblemError(problem('exportDiffers', details));
}

function rowsFor({ data, network }: ExportModel): Tensor {
  const known = data?.parts.train.x;
  if (known)
    return takeRows(
      known,
      Array.from({ length: Math.min(ROWS, known.shape[0] as number) }, (_, row) => row),
    );
  const features = network.input.features as number;
  const random = new Random(1, 'proof');
  return { shape: [ROWS, features], data: Float32Array.from({ length: ROWS * features }, () => random.normal()) };
}
