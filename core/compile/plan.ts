import { type Kernel, type KernelCall, kernel, type Value } from '../blocks/kernel.ts';

/** `infer` only predicts; `train` runs many optimizer steps a call, fused; `tape` keeps every number, unfused. */
export type PlanKind = 'infer' | 'train' | 'tape';

export type Phase = 'batch' | 'forward' | 'loss' | 'backward' | 'update';

/** One kernel call of a plan. */
export interface Step {
  readonly phase: Phase;
  /** The blocks it belongs to; none for the plan's own bookkeeping. */
  readonly blocks: readonly string[];
  readonly kernel: Kernel;
  /** Names of the values it reads, in the order of the kernel's parameters. */
  readonly reads: readonly string[];
  readonly writes: string;
}

/** A value that goes round: each repetition reads what the one before wrote. */
export interface Carried {
  readonly value: Value;
  /** The value that takes its place in the next repetition. */
  readonly next: string;
  /** Whether its last state is a result of the call. */
  readonly kept: boolean;
}

/** A whole program: straight-line kernel calls over named values, repeated some number of times a call. */
export interface Plan {
  readonly kind: PlanKind;
  /** Rows of the batch. */
  readonly rows: number;
  readonly repeat: number;
  /** Handed over anew on every call. */
  readonly inputs: readonly Value[];
  /** Handed over once, when the plan is made ready to run; kernels know them as constants. */
  readonly resident: readonly Value[];
  readonly carried: readonly Carried[];
  readonly steps: readonly Step[];
  /** What a call returns, beside the carried values that are kept: result name to value name. */
  readonly results: Readonly<Record<string, string>>;
  /** The columns of the `schedule` input: the numbers of each step. */
  readonly scalars: readonly string[];
}

/** The names of the values that every plan spells the same. */
export const names = {
  output: (block: string, port = 'y') => `${block}.${port}`,
  weight: (block: string, weight: string) => `${block}.${weight}`,
  /** dLoss/d(value). */
  gradient: (value: string) => `d.${value}`,
  state: (weight: string, state: string) => `${weight}.${state}`,
  next: (value: string) => `${value}'`,
} as const;

/** Collects steps, making sure that every value is written once and exists before it is read. */
export class PlanBuilder {
  readonly steps: Step[] = [];
  readonly #values = new Map<string, Value>();

  /** Makes known a value that comes from outside the steps. */
  declare(name: string, shape: readonly number[]): Value {
    if (this.#values.has(name)) throw new Error(`value '${name}' is there twice`);
    const value = { name, shape };
    this.#values.set(name, value);
    return value;
  }

  value(name: string): Value {
    const value = this.#values.get(name);
    if (!value) throw new Error(`there is no value '${name}'`);
    return value;
  }

  emit(call: Omit<KernelCall, 'part'> & { phase: Phase; block: string | null; kernel: string; writes: string }): Value {
    const reads = Object.values(call.reads);
    for (const { name } of reads) this.value(name);
    const written = this.declare(call.writes, call.shape);
    this.steps.push({
      phase: call.phase,
      blocks: call.block === null ? [] : [call.block],
      kernel: kernel(call.kernel, call),
      reads: reads.map(({ name }) => name),
      writes: call.writes,
    });
    return written;
  }
}
