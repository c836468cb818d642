import { kernel } from '../../blocks/kernel.ts';
import { isLarge } from '../../compile/compile.ts';
import type { Plan, Step } from '../../compile/plan.ts';
import { LANES } from './loads.ts';

/** Blocks are four rows high and read a matrix once: from so many rows on, turning it is little beside that. */
const MANY_ROWS = 16;

/**
 * Lets large products read along rows. Where neighbouring cells of a result read a matrix at `[this.thread.x][i]`, a row
 * apart from each other, a step of its own turns the matrix first, and they read neighbours: the gradient of a layer's input
 * multiplies by the weights so. The sums stay what they were, bit for bit.
 */
export function transposeReads(plan: Plan): Plan {
  const outside = [...plan.inputs, ...plan.carried.map(({ value }) => value)];
  const shapes = new Map(outside.map(({ name, shape }) => [name, shape]));
  const turned = new Set<string>();
  const steps = plan.steps.flatMap((step) => {
    shapes.set(step.writes, step.kernel.shape);
    const far = isWorthTurning(step) ? farReads(step) : [];
    const turns = [...new Set(far.map((parameter) => readOf(step, parameter)))]
      .filter((name) => !turned.has(name))
      .map((name) => turn(step, name, shapes.get(name) as readonly number[]));
    for (const { reads } of turns) turned.add(reads[0] as string);
    return [...turns, far.reduce(readTurned, step)];
  });
  return { ...plan, steps };
}

function isWorthTurning({ kernel }: Step): boolean {
  const [rows = 0, columns = 0] = kernel.shape;
  return isLarge(kernel) && rows >= MANY_ROWS && columns >= LANES;
}

/** The parameters that a kernel reads in no other way than far apart. */
function farReads({ kernel: { parameters, source } }: Step): string[] {
  const body = source.slice(source.indexOf('{'));
  return parameters.filter((name) => {
    const all = body.match(new RegExp(`(?<![\\w.])${name}\\b`, 'g')) ?? [];
    return all.length > 0 && all.length === (body.match(farRead(name)) ?? []).length;
  });
}

/** One as GPU.js's kernels spell it, with the counter that goes along the row. */
function farRead(name: string): RegExp {
  return new RegExp(`(?<![\\w.])${name}\\[this\\.thread\\.x\\]\\[(\\w+)\\]`, 'g');
}

function turn({ phase, blocks }: Step, name: string, [rows, columns]: readonly number[]): Step {
  return {
    phase,
    blocks,
    kernel: kernel('transpose', {
      reads: { matrix: { name, shape: [rows as number, columns as number] } },
      shape: [columns as number, rows as number],
      body: 'return matrix[this.thread.x][this.thread.y];',
    }),
    reads: [name],
    writes: turnedName(name),
  };
}

function readTurned(step: Step, parameter: string): Step {
  const at = step.kernel.parameters.indexOf(parameter);
  return {
    ...step,
    kernel: {
      ...step.kernel,
      source: step.kernel.source.replace(farRead(parameter), `${parameter}[$1][this.thread.x]`),
    },
    reads: step.reads.map((name, index) => (index === at ? turnedName(name) : name)),
  };
}

function readOf({ kernel, reads }: Step, parameter: string): string {
  return reads[kernel.parameters.indexOf(parameter)] as string;
}

function turnedName(name: string): string {
  return `${name}^T`;
}
