import type { TargetKind } from '../blocks/block.ts';
import type { ParamValue } from '../blocks/params.ts';
import type { Dataset } from '../data/dataset.ts';
import type { BlockNode, Graph } from '../graph/graph.ts';
import type { OptimizerSettings } from '../optimizers/index.ts';
import { type Tensor, type TensorJson, tensor } from '../tensor.ts';
import type { Weights } from '../train/weights.ts';

/** A case of PyTorch's figures, as `fixtures/oracle/make_oracle.py` writes it. */
export interface OracleFile {
  readonly name: string;
  readonly nodes: readonly ({ readonly id: string; readonly op: string } & Readonly<Record<string, unknown>>)[];
  readonly edges: readonly (readonly [string, string])[];
  readonly weights: Readonly<Record<string, TensorJson>>;
  readonly batch: { readonly x: TensorJson; readonly t: TensorJson };
  readonly forward: Readonly<Record<string, TensorJson>>;
  readonly loss: number;
  readonly grad: Readonly<Record<string, TensorJson>>;
  readonly weight_grad: Readonly<Record<string, TensorJson>>;
  readonly after: readonly {
    readonly optimizer: Readonly<Record<string, unknown>>;
    readonly steps: number;
    readonly losses: readonly number[];
    readonly weights: Readonly<Record<string, TensorJson>>;
  }[];
}

/** A case in this project's terms. */
export interface OracleCase {
  readonly file: OracleFile;
  readonly graph: Graph;
  readonly weights: Weights;
  readonly batch: Dataset;
}

const types: Readonly<Record<string, string>> = {
  leaky_relu: 'leakyRelu',
  cross_entropy: 'crossEntropy',
  mse: 'meanSquaredError',
};

export function oracleCase(file: OracleFile): OracleCase {
  const blocks = file.nodes.map((node): BlockNode => {
    const type = types[node.op] ?? node.op;
    return { id: node.id, type, params: paramsOf(node) };
  });
  const isLoss = (id: string) =>
    ['crossEntropy', 'meanSquaredError'].includes(blocks.find((b) => b.id === id)?.type ?? '');
  const wires = file.edges.map(([from, to]) => ({
    from: from.includes('.') ? from : `${from}.${from === 'input' ? 'x' : 'y'}`,
    to: to.includes('.') ? to : `${to}.${isLoss(to) ? 'prediction' : 'x'}`,
  }));
  const target = fromJson(file.batch.t);
  const kind: TargetKind =
    target.shape.length === 1 ? 'classes' : file.nodes.some(({ op }) => op === 'mse') ? 'values' : 'probabilities';
  const values = kind === 'classes' ? { ...target, shape: [target.data.length, 1] } : target;
  return {
    file,
    graph: { blocks, wires },
    weights: new Map(Object.entries(file.weights).map(([name, json]) => [name, fromJson(json)])),
    batch: { x: fromJson(file.batch.x), target: { kind, values, classes: null } },
  };
}

function paramsOf(node: OracleFile['nodes'][number]): Record<string, ParamValue> {
  switch (node.op) {
    case 'input':
      return { features: (node.shape as number[])[0] as number };
    case 'linear':
      return { units: node.out as number, bias: node.bias as boolean };
    case 'leaky_relu':
      return { negativeSlope: node.negative_slope as number };
    case 'cross_entropy':
      return { from: node.from as string };
    default:
      return {};
  }
}

/** PyTorch's names of an optimizer's settings in ours. */
export function oracleOptimizer(optimizer: Readonly<Record<string, unknown>>): OptimizerSettings {
  const { name, lr, weight_decay: weightDecay, ...others } = optimizer;
  const defaults = { momentum: 0, nesterov: false, weightDecay: weightDecay ?? 0 };
  return { ...defaults, ...others, type: name, learningRate: lr } as unknown as OptimizerSettings;
}

export function fromJson({ shape, data }: TensorJson): Tensor {
  return tensor(shape, Float32Array.from(data));
}

/** How far figures may lie from PyTorch's. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}
export const exact: Tolerance = { relative: 1e-4, absolute: 1e-6 };
export const gpu: Tolerance = { relative: 1e-3, absolute: 1e-5 };

/** The places where `found` is further from `wanted` than allowed, as lines to show; empty where all is well. */
export function differences(
  what: string,
  found: ArrayLike<number> | undefined,
  wanted: ArrayLike<number>,
  { relative, absolute }: Tolerance,
): string[] {
  if (found?.length !== wanted.length) return [`${what}: ${found?.length ?? 'no'} numbers instead of ${wanted.length}`];
  const lines: string[] = [];
  for (let index = 0; index < wanted.length; index++) {
    const [a, b] = [found[index] as number, wanted[index] as number];
    if (!(Math.abs(a - b) <= absolute + relative * Math.abs(b))) lines.push(`${what}[${index}]: ${a} instead of ${b}`);
  }
  return lines;
}
