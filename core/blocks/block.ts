import type { Problem } from '../problem.ts';
import type { Explain, Place } from './explain.ts';
import type { Emit, Value } from './kernel.ts';
import type { Fields, Text, Values } from './params.ts';

/** Where a block stands in the palette, and the icon-bearing spine of its card. */
export type Category = 'data' | 'layer' | 'activation' | 'combine' | 'regularization' | 'loss';

/** What a wire carries. `features`: rows of numbers; `target`: what the loss compares with; `loss`: a loss a row. */
export type Signal = 'features' | 'target' | 'loss';

export interface InputPort {
  readonly name: string;
  readonly signal: Signal;
  /** Whether the port takes any number of wires, in wire order, or exactly one. */
  readonly many?: boolean;
  readonly label: Text;
}

export interface OutputPort {
  readonly name: string;
  readonly signal: Signal;
  readonly label: Text;
}

/** How many features flow into each port, a number a wire, and where each wire comes from. */
export interface ShapeContext<P> {
  readonly id: string;
  readonly name: string;
  readonly params: P;
  readonly features: Readonly<Record<string, readonly number[]>>;
  /** The block at the other end of each wire of a port. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  /** The block upstream of a source whose `units` param sets its features, or null where nothing does. */
  readonly unitsBehind: (source: string) => string | null;
  /** The type of the block at the other end of a port's first wire. */
  readonly sourceType: (port: string) => string | undefined;
  readonly warn: (problem: Problem) => void;
}

/** The features a block gives out, or what is wrong with those it gets. */
export type ShapeRule<P> = (context: ShapeContext<P>) => number | Problem;

export type Initialiser =
  | 'torch'
  | 'kaimingUniform'
  | 'kaimingNormal'
  | 'xavierUniform'
  | 'xavierNormal'
  | 'normal'
  | 'uniform'
  | 'zeros';

export interface WeightSpec {
  readonly name: string;
  /** The shape in a weights file, which is PyTorch's: `[out, in]` for a matrix. Kernels see a matrix as `[in, out]`. */
  readonly shape: readonly number[];
  readonly init: Initialiser;
  /** Inputs and outputs of one unit, from which the initialisers take their bounds. */
  readonly fanIn: number;
  readonly fanOut: number;
  /** Whether the L1 and L2 penalties apply; they leave biases alone. */
  readonly penalized: boolean;
}

/** The form of a batch's targets: `[B]` class indices, or `[B, K]` rows of probabilities or of real values. */
export type TargetKind = 'classes' | 'probabilities' | 'values';

/** What a block has at hand while it writes its kernels into a plan. */
export interface LowerContext<P> {
  readonly emit: Emit;
  readonly params: P;
  /** Rows of the batch the plan is made for. */
  readonly rows: number;
  /** The values on the wires into each port, in wire order. */
  readonly inputs: Readonly<Record<string, readonly Value[]>>;
  /** The block's only input value; for blocks whose port `x` takes one wire. */
  readonly x: Value;
  readonly weights: Readonly<Record<string, Value>>;
  /** The type of the block at the other end of a port's first wire. */
  readonly sourceType: (port: string) => string | undefined;
  readonly targetKind: TargetKind;
  /** In training plans only: writes the key of this block's dropout mask in this step, a vector of one. */
  readonly maskKey: (() => Value) | null;
}

/** What is at hand on the way back: also the block's own values and the gradient that arrived at its output. */
export interface BackwardContext<P> extends LowerContext<P> {
  /** The block's output, as `forward` returned it. */
  readonly y: Value;
  /** dLoss/d(output), of the output's shape. */
  readonly dy: Value;
  /** What `forward` kept for the way back. */
  readonly kept: Readonly<Record<string, Value>>;
}

/** An output, and the values the backward kernels want to read again. */
export interface Forward {
  readonly y: Value;
  readonly kept?: Readonly<Record<string, Value>>;
}

/**
 * The gradients of a block, each named after the port or weight it belongs to. A port that takes many wires returns one
 * gradient a wire. `null` says that none flows there.
 */
export type BackwardRules<P> = Readonly<
  Record<string, ((context: BackwardContext<P>) => Value | readonly Value[]) | null>
>;

/** The block's mathematics in KaTeX, in the words of the course: one row of x a sample, one column of W a unit. */
export interface Formula {
  readonly forward: string;
  /** Each gradient's formula, named as in `backward`. */
  readonly backward: Readonly<Record<string, string>>;
}

export interface CodeContext<P> {
  readonly params: P;
  readonly inFeatures: number;
  readonly outFeatures: number;
}

/** The same block in other people's software. */
export interface Mapping<P> {
  /** The line that makes it, or null for what is a call and not a module. */
  readonly pytorchModule: ((context: CodeContext<P>) => string) | null;
  /** The line that runs it, on variables named like the ports. */
  readonly pytorchCall: (
    context: CodeContext<P> & Place & { readonly self: string; readonly x: readonly string[] },
  ) => string;
  /** The ONNX operator, its attributes, and inputs that are a constant number; null for what is no operator. */
  readonly onnx:
    | ((params: P) => {
        readonly op: string;
        readonly attributes?: Readonly<Record<string, number>>;
        readonly constants?: Readonly<Record<string, number>>;
      })
    | null;
  /** The TF.js layer's class name and config. */
  readonly tfjs:
    | ((context: CodeContext<P>) => { readonly layer: string; readonly config: Record<string, unknown> })
    | null;
}

/** A block's whole story. `core/blocks` has one file a block; everything the app shows of it is derived from here. */
export interface Block<F extends Fields = Fields> {
  readonly type: string;
  readonly title: string;
  readonly category: Category;
  /** One sentence for the palette. */
  readonly summary: Text;
  /** What it does and when to use it, in a short paragraph. */
  readonly docs: Text;
  readonly params: F;
  readonly inputs: readonly InputPort[];
  readonly outputs: readonly OutputPort[];
  readonly shape: ShapeRule<Values<F>>;
  readonly weights?: (context: { params: Values<F>; inFeatures: number }) => readonly WeightSpec[];
  readonly forward: (context: LowerContext<Values<F>>) => Forward;
  readonly backward: BackwardRules<Values<F>>;
  /**
   * The local derivative dy/dx of every cell, recorded by tapes; only for blocks that work cell by cell, where it is a
   * matrix of the output's shape.
   */
  readonly local?: (context: Omit<BackwardContext<Values<F>>, 'dy'>) => Value;
  readonly formula: Formula;
  readonly explain: Explain;
  readonly mapping: Mapping<Values<F>>;
}

/** Declares a block; its only work is to let TypeScript derive the params' types from the fields. */
export function block<const F extends Fields>(definition: Block<F>): Block<F> {
  return definition;
}
