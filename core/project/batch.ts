import { z } from 'zod';
import type { Dataset } from '../data/dataset.ts';
import type { Task } from '../data/settings.ts';
import { readTargets } from '../data/targets.ts';
import { parseJson } from '../formats/json.ts';
import { collect, ProblemError, problem, type Result } from '../problem.ts';
import { firstNonFinite, sizeOf, type Tensor } from '../tensor.ts';

const tensorSchema = z.object({
  shape: z.array(z.int().min(0)).min(1).max(2),
  data: z.array(z.number()),
});
const batchSchema = z.object({ x: tensorSchema, target: tensorSchema.optional() });

/** Reads a batch written by hand or by a program: `{ "x": { "shape": [B, F], "data": […] }, "target": … }`. */
export function readBatch(text: string, file: string, task: Task): Result<Dataset> {
  return collect(() => {
    const parsed = batchSchema.safeParse(parseJson(text, file));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw bad(`'${issue?.path.join('.') || file}': ${issue?.message ?? 'wrong'}`);
    }
    const x = toTensor(parsed.data.x, 'x');
    if (x.shape.length !== 2) throw bad(`x has shape [${x.shape.join(', ')}], not [B, F]`);
    if (x.shape[0] === 0) throw bad('x has no rows');
    const { target } = parsed.data;
    if (!target) return { x, target: null };
    const values = toTensor(target, 'target');
    if (values.shape[0] !== x.shape[0]) throw bad(`x has ${x.shape[0]} rows, target ${values.shape[0]}`);
    return { x, target: readTargets({ kind: 'numbers', values, classes: null }, task, null, file) };
  });
}

function toTensor({ shape, data }: z.infer<typeof tensorSchema>, name: string): Tensor {
  if (data.length !== sizeOf(shape)) {
    throw bad(`${name} has shape [${shape.join(', ')}], which is ${sizeOf(shape)} numbers, but holds ${data.length}`);
  }
  const values = Float32Array.from(data);
  const at = firstNonFinite(values);
  if (at >= 0) throw bad(`${name} holds ${data[at]}, which 32 bits cannot`);
  return { shape, data: values };
}

function bad(reason: string): ProblemError {
  return new ProblemError(problem('badBatch', { reason }));
}
