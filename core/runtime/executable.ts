import type { Kernel, Value } from '../blocks/kernel.ts';
import type { Plan } from '../compile/plan.ts';
import type { Executor } from './backend.ts';

export type Arrays = Readonly<Record<string, Float32Array>>;

/** A plan made ready to run on one backend. */
export interface Executable {
  readonly plan: Plan;
  /** Known after the first run. */
  readonly executor: Executor | null;
  /** How many of the kernels compute a block of cells at a time, once they have run. */
  readonly blocked: number;
  /**
   * Runs the plan once. `inputs` holds an array for every input and kept carried value, by name; results come back the
   * same way, as arrays of the caller's own. Throws a ProblemError where the backend fails or is lost.
   */
  run(inputs: Arrays): Promise<Record<string, Float32Array>>;
  /** What the backend made of a kernel, GLSL or WGSL, once it has run; null where the backend makes bytes. */
  compiledSource(kernel: Kernel): string | null;
  destroy(): Promise<void>;
}

/** What a call of a plan has to read: the last state of what is carried and kept, and the results that steps compute. */
export function wantedValues({ steps, carried, results }: Plan): Value[] {
  const written = new Map(steps.map(({ writes, kernel: { shape } }) => [writes, shape]));
  const names = [...carried.filter(({ kept }) => kept).map(({ next }) => next), ...Object.values(results)];
  return [...new Set(names)].flatMap((name) => {
    const shape = written.get(name);
    return shape ? [{ name, shape }] : [];
  });
}

/**
 * The results of a call by name.
 *
 * @param written an array for each of the `wanted` values
 */
export function resultsOf(
  plan: Plan,
  wanted: readonly Value[],
  written: readonly Float32Array[],
  inputs: Arrays,
): Record<string, Float32Array> {
  const byName = new Map(wanted.map(({ name }, index) => [name, written[index] as Float32Array]));
  const results: Record<string, Float32Array> = {};
  for (const { value, next, kept } of plan.carried) {
    if (kept) results[value.name] = byName.get(next) as Float32Array;
  }
  for (const [name, from] of Object.entries(plan.results)) {
    // An output may be an input passed through, such as what the Input block gives out.
    results[name] = byName.get(from) ?? (inputs[from] as Float32Array);
  }
  return results;
}
