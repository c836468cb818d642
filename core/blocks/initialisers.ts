import { Random } from '../random.ts';
import { sizeOf, type Tensor } from '../tensor.ts';
import type { Initialiser, WeightSpec } from './block.ts';

type Draw = (random: Random, spec: WeightSpec) => number;

const uniform = (bound: (spec: WeightSpec) => number): Draw => {
  return (random, spec) => random.uniform(-bound(spec), bound(spec));
};
const normal = (deviation: (spec: WeightSpec) => number): Draw => {
  return (random, spec) => random.normal(0, deviation(spec));
};

/**
 * One number of a matrix. `torch` is what `nn.Linear` does by itself (kaiming_uniform with a = √5, which comes to
 * 1/√fanIn); Kaiming has the gain of ReLU, √2 (He et al. 2015); Xavier has gain 1 (Glorot and Bengio 2010).
 */
const matrix: Record<Initialiser, Draw> = {
  torch: uniform(({ fanIn }) => 1 / Math.sqrt(fanIn)),
  kaimingUniform: uniform(({ fanIn }) => Math.sqrt(6 / fanIn)),
  kaimingNormal: normal(({ fanIn }) => Math.sqrt(2 / fanIn)),
  xavierUniform: uniform(({ fanIn, fanOut }) => Math.sqrt(6 / (fanIn + fanOut))),
  xavierNormal: normal(({ fanIn, fanOut }) => Math.sqrt(2 / (fanIn + fanOut))),
  normal: normal(() => 0.1),
  uniform: uniform(() => 0.5),
  zeros: () => 0,
};

/** The line of PyTorch that fills a matrix in the same way; null for what `nn.Linear` does by itself. */
export const pytorchInit: Readonly<Record<Initialiser, (weight: string) => string | null>> = {
  torch: () => null,
  kaimingUniform: (weight) => `nn.init.kaiming_uniform_(${weight}, nonlinearity="relu")`,
  kaimingNormal: (weight) => `nn.init.kaiming_normal_(${weight}, nonlinearity="relu")`,
  xavierUniform: (weight) => `nn.init.xavier_uniform_(${weight})`,
  xavierNormal: (weight) => `nn.init.xavier_normal_(${weight})`,
  normal: (weight) => `nn.init.normal_(${weight}, std=0.1)`,
  uniform: (weight) => `nn.init.uniform_(${weight}, -0.5, 0.5)`,
  zeros: (weight) => `nn.init.zeros_(${weight})`,
};

/**
 * The first value of a weight, in the layout of weights files. Every weight has a stream of its own, so that adding a
 * block does not change the others. Biases start at zero, but for PyTorch's own default.
 */
export function initialWeight(spec: WeightSpec, block: string, seed: number): Tensor {
  const random = new Random(seed, 'weight', block, spec.name);
  const draw = spec.shape.length > 1 || spec.init === 'torch' ? matrix[spec.init] : matrix.zeros;
  const data = Float32Array.from({ length: sizeOf(spec.shape) }, () => draw(random, spec));
  return { shape: spec.shape, data };
}
