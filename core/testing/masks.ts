import { compileTrain } from '../compile/compile.ts';
import { MASK_PRIME, maskKey, maskResidue } from '../random.ts';
import type { Backend } from '../runtime/backend.ts';
import { prepare } from '../runtime/device.ts';
import { startingState } from '../train/state.ts';
import { network, training, withDropout } from './networks.ts';

const SEED = 5;
/** The Dropout of the network, its width and its rate. */
const [ID, COLUMNS, RATE] = ['dropout1', 6, 0.25] as const;

/** What a backend draws at a step: a training plan whose only result is the mask. */
export async function maskFromKernels(backend: Backend, step: number, rows: number): Promise<Float32Array> {
  const net = network(withDropout);
  const target = { kind: 'classes', columns: 1 } as const;
  const options = { ...training, batchSize: rows, stepsPerCall: 1, target, dataRows: rows, resident: false };
  const plan = compileTrain(net, options);
  const only = { ...plan, carried: [], results: { mask: 'dropout1.mask' } };
  const state = startingState(net, training);
  const inputs = [...plan.inputs, ...plan.carried.map(({ value }) => value)];
  const zeros = Object.fromEntries(
    inputs.map(({ name, shape }) => [name, new Float32Array(shape.reduce((a, b) => a * b, 1))]),
  );
  const schedule = Float32Array.from(plan.scalars, (name) =>
    name === 'mask.dropout1' ? maskKey(SEED, ID, step) : rows,
  );
  const executable = prepare({ ...only, inputs }, {}, { backend, threads: false });
  const { mask } = await executable.run({ ...zeros, ...state.weights, schedule });
  await executable.destroy();
  return mask as Float32Array;
}

/** What the generator in core/random.ts draws at that step. */
export function expectedMask(step: number, rows: number): Float32Array {
  const key = maskKey(SEED, ID, step);
  return Float32Array.from({ length: rows * COLUMNS }, (_, index) =>
    maskResidue(key, index) < RATE * MASK_PRIME ? 0 : 1 / (1 - RATE),
  );
}
