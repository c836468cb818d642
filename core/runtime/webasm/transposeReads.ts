import { kernel } from '../../blocks/kernel.ts';
import type { Plan, Step } from '../../compile/plan.ts';
import { sizeOf } from '../../tensor.ts';

/**
 * A matrix of so many elements, a quarter of a megabyte, has more pages of memory than processors know the addresses of at
 * a time.
 */
const LARGE = 65_536;
/** It is read once for some columns of the result: from so many columns on, turning it is little beside that. */
const MANY_COLUMNS = 64;

/**
 * Lets products read large matrices along their rows. Where a row of a result reads a column of a matrix,
 * `[i][this.thread.y]`, it goes from one page of memory to the next with every round; there, a step of its own turns the
 * matrix first. The gradient of a layer's weights reads the layer's input so. The sums stay what they were, bit for bit.
 */
export function transposeReads(plan: Plan): Plan {
  const outside = [...plan.inputs, ...plan.carried.map(({ value }) => value)];
  const shapes = new Map(outside.map(({ name, shape }) => [name, shape]));
  const turned = new Set<string>();
  const steps = plan.steps.flatMap((step) => {
    shapes.set(step.writes, step.kernel.shape);
    const shapeOf = (parameter: string) => shapes.get(readOf(step, parameter)) as readonly number[];
    const isMany = (step.kernel.shape[1] ?? 1) >= MANY_COLUMNS;
    const downward = isMany ? downwardReads(step).filter((parameter) => sizeOf(shapeOf(parameter)) >= LARGE) : [];
    const turns = [...new Set(downward.map((parameter) => readOf(step, parameter)))]
      .filter((name) => !turned.has(name))
      .map((name) => turn(step, name, shapes.get(name) as readonly number[]));
    for (const { reads } of turns) turned.add(reads[0] as string);
    return [...turns, downward.reduce(readTurned, step)];
  });
  return { ...plan, steps };
}

/** The parameters that a kernel reads in no other way than down their columns. */
function downwardReads({ kernel: { parameters, source } }: Step): string[] {
  const body = source.slice(source.indexOf('{'));
  return parameters.filter((name) => {
    const all = body.match(new RegExp(`(?<![\\w.])${name}\\b`, 'g')) ?? [];
    return all.length > 0 && all.length === (body.match(downwardRead(name)) ?? []).length;
  });
}

/** Such a read as kernels spell it, with the counter that goes down. */
function downwardRead(name: string): RegExp {
  return new RegExp(`(?<![\\w.])${name}\\[(\\w+)\\]\\[this\\.thread\\.y\\]`, 'g');
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
      source: step.kernel.source.replace(downwardRead(parameter), `${parameter}[this.thread.y][$1]`),
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
