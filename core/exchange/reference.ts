import { applyScaling } from '../data/standardize.ts';
import type { InferredBlock } from '../graph/infer.ts';
import { type Tensor, tensor } from '../tensor.ts';
import type { Portable } from './portable.ts';

/**
 * A second opinion on what a network answers: every block in plain loops and double precision, without kernels, plans
 * or GPU.js. It is what written files are held against after they were read back.
 *
 * @param x `[N, F]`
 * @returns `[N, K]`
 */
export function answerOf(portable: Portable, x: Tensor): Tensor {
  const { network, weights, scaling } = portable;
  const rows = x.shape[0] as number;
  const values = new Map<string, Matrix>();
  for (const block of network.blocks) {
    const inputs = (block.inputs.x ?? []).map((source) => values.get(source.block) as Matrix);
    const own = block.weights.map(({ name }) => weights.get(`${block.node.id}.${name}`) as Tensor);
    const start = () => toMatrix(scaling ? applyScaling(x, scaling) : x);
    values.set(block.node.id, block.node.type === 'input' ? start() : compute(block, inputs, own));
  }
  const answer = values.get(network.prediction.node.id) as Matrix;
  return tensor([rows, network.prediction.features as number], answer.flat());
}

type Matrix = readonly (readonly number[])[];

function toMatrix({ shape: [rows = 0, columns = 0], data }: Tensor): Matrix {
  return Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * columns, (row + 1) * columns)));
}

type Rule = (inputs: readonly Matrix[], params: InferredBlock['params'], weights: readonly Tensor[]) => Matrix;

const cellwise =
  (make: (params: InferredBlock['params']) => (x: number) => number): Rule =>
  ([x = []], params) =>
    x.map((row) => row.map(make(params)));

const rules: Readonly<Record<string, Rule>> = {
  linear: ([x = []], _, [weight, bias]) => x.map((row) => product(row, weight as Tensor, bias)),
  relu: cellwise(() => (x) => Math.max(x, 0)),
  leakyRelu: cellwise(
    ({ negativeSlope }) =>
      (x) =>
        x > 0 ? x : x * (negativeSlope as number),
  ),
  sigmoid: cellwise(() => (x) => 1 / (1 + Math.exp(-x))),
  tanh: cellwise(() => Math.tanh),
  softmax: ([x = []]) => x.map(softmax),
  add: (inputs) => (inputs[0] ?? []).map((row, n) => row.map((_, i) => sum(inputs.map((one) => one[n]?.[i] ?? 0)))),
  concat: (inputs) => (inputs[0] ?? []).map((_, n) => inputs.flatMap((one) => one[n] ?? [])),
  dropout: ([x = []]) => x,
};

function compute({ node, params }: InferredBlock, inputs: readonly Matrix[], weights: readonly Tensor[]): Matrix {
  const rule = Object.hasOwn(rules, node.type) ? rules[node.type] : undefined;
  if (!rule) throw new Error(`there is no reference for '${node.type}'`);
  return rule(inputs, params, weights);
}

/** A row times the transpose of `weight`, `[out, in]`, plus the bias. */
function product(row: readonly number[], weight: Tensor, bias: Tensor | undefined): number[] {
  const [units = 0, width = 0] = weight.shape;
  return Array.from({ length: units }, (_, unit) => {
    let total = bias?.data[unit] ?? 0;
    for (let i = 0; i < width; i++) total += (row[i] as number) * (weight.data[unit * width + i] as number);
    return total;
  });
}

function softmax(row: readonly number[]): number[] {
  const largest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = row.map((value) => Math.exp(value - largest));
  const total = sum(powers);
  return powers.map((power) => power / total);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
