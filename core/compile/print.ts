import type { Value } from '../blocks/kernel.ts';
import type { Plan, Step } from './plan.ts';

/** A plan as text, a line a value or kernel call: for golden tests and for the Kernels panel. */
export function printPlan(plan: Plan): string {
  const times = plan.repeat === 1 ? 'once' : `${plan.repeat} times`;
  return [
    `${plan.kind} plan, ${plan.rows} rows, run ${times} a call`,
    section('resident', plan.resident.map(printValue)),
    section('inputs', plan.inputs.map(printValue)),
    section(
      'carried',
      plan.carried.map(({ value, next, kept }) => `${printValue(value)} <- ${next}${kept ? '' : ' (dropped)'}`),
    ),
    section('scalars', plan.scalars.length > 0 ? [plan.scalars.join(', ')] : []),
    section('steps', stepLines(plan.steps)),
    section(
      'results',
      Object.entries(plan.results).map(([name, value]) => (name === value ? name : `${name} = ${value}`)),
    ),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

/** The sources of a plan's kernels, each once, under the steps that use it. */
export function printKernels(plan: Plan): string {
  const bySource = new Map<string, Step[]>();
  for (const step of plan.steps) {
    const key = step.kernel.source + step.kernel.shape.join();
    bySource.set(key, [...(bySource.get(key) ?? []), step]);
  }
  return [...bySource.values()]
    .map((steps) => {
      const { kernel } = steps[0] as Step;
      return `// ${kernel.name} -> ${steps.map(({ writes }) => writes).join(', ')} [${kernel.shape.join(', ')}]\n${kernel.source}`;
    })
    .join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function printValue({ name, shape }: Value): string {
  return `${name} [${shape.join(', ')}]`;
}

/** `forward  linear1.y [16, 8] = linear.forward(input.x, linear1.weight, linear1.bias)` */
function stepLines(steps: readonly Step[]): string[] {
  const width = Math.max(0, ...steps.map(({ phase }) => phase.length));
  return steps.map(
    ({ phase, writes, kernel, reads }) =>
      `${phase.padEnd(width)}  ${writes} [${kernel.shape.join(', ')}] = ${kernel.name}(${reads.join(', ')})`,
  );
}
