import { gpujs } from '../gpujs.ts';
import type { FunctionAst } from '../webasm/ast.ts';
import { parse } from './parse.ts';
import { type Binding, Declined, type PlanKernel, type PlanStep, type StockPlan } from './plan.ts';
import { type Sizes, sizesOf } from './storage.ts';

const { Input } = gpujs;

/** What a step's program is made for: a kernel, and the sizes of what it reads. */
export interface StepShape {
  readonly output: Sizes;
  readonly parameters: readonly { readonly name: string; readonly sizes: Sizes }[];
  /** Data that lives with the kernel. */
  readonly constants: readonly { readonly name: string; readonly sizes: Sizes; readonly value: object }[];
}

/** An array as GPU.js is handed it: its sizes and its numbers in one row. Declines anything else. */
export function arrayOf(value: unknown): { readonly sizes: Sizes; readonly data: Float32Array } {
  if (value instanceof Float32Array) return { sizes: sizesOf([value.length]), data: value };
  if (value instanceof Input) {
    const { value: data, size } = value as unknown as { value: unknown; size: ArrayLike<number> };
    if (data instanceof Float32Array) return { sizes: sizesOf(Array.from(size)), data };
  }
  throw new Declined('an argument is no array of floats');
}

/** The programs of a plan, one for all steps that run the same kernel on arrays of the same sizes. */
export class Programs<P> {
  readonly #plan: StockPlan;
  readonly #given: readonly unknown[];
  readonly #make: (shape: StepShape, ast: FunctionAst) => P;
  readonly #parsed = new Map<string, ReturnType<typeof parse>>();
  readonly #made = new Map<string, P>();

  constructor(plan: StockPlan, given: readonly unknown[], make: (shape: StepShape, ast: FunctionAst) => P) {
    this.#plan = plan;
    this.#given = given;
    this.#make = make;
  }

  get all(): readonly P[] {
    return [...this.#made.values()];
  }

  of(step: PlanStep): P {
    const sizes = step.argBindings.map((binding) => sizesOfBinding(this.#plan, binding, this.#given));
    const key = `${step.kernel}: ${sizes.join(' ')}`;
    let program = this.#made.get(key);
    if (!program) {
      const { source, constants } = (this.#plan.kernels[step.kernel] as PlanKernel).clone.kernel;
      const { ast, parameters } = this.#parse(String(source));
      const shape: StepShape = {
        output: sizesOf(step.output),
        parameters: parameters.map((name, at) => ({ name, sizes: sizes[at] as Sizes })),
        constants: Object.entries(constants ?? {}).map(([name, value]) => ({
          name,
          sizes: arrayOf(value).sizes,
          value: value as object,
        })),
      };
      program = this.#make(shape, ast);
      this.#made.set(key, program);
    }
    return program;
  }

  #parse(source: string): ReturnType<typeof parse> {
    const parsed = this.#parsed.get(source) ?? parse(source);
    this.#parsed.set(source, parsed);
    return parsed;
  }
}

function sizesOfBinding(plan: StockPlan, binding: Binding, given: readonly unknown[]): Sizes {
  switch (binding.source) {
    case 'step':
      return sizesOf((plan.steps[binding.step] as PlanStep).output);
    case 'pipelineArg':
      return arrayOf(given[binding.index]).sizes;
    case 'literal':
      throw new Declined('a step takes a value that is written into the plan');
  }
}
