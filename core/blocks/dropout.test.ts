import { expect, it } from 'vitest';
import { compileTrain } from '../compile/compile.ts';
import { MASK_PRIME, maskKey, maskResidue } from '../random.ts';
import { prepare } from '../runtime/device.ts';
import { network, training, withDropout } from '../testing/networks.ts';
import { startingState } from '../train/state.ts';

/** A training plan whose only result is the mask of its first step. */
async function maskFromKernels(backend: 'webasm' | 'cpu', key: number, rows: number): Promise<Float32Array> {
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
  const schedule = Float32Array.from(plan.scalars, (name) => (name === 'mask.dropout1' ? key : rows));
  const executable = prepare({ ...only, inputs }, {}, { backend, threads: false });
  const { mask } = await executable.run({ ...zeros, ...state.weights, schedule });
  await executable.destroy();
  return mask as Float32Array;
}

it.each(['webasm', 'cpu'] as const)('the kernel on %s draws exactly the masks of the generator', async (backend) => {
  const [rows, columns, rate] = [257, 6, 0.25];
  for (const step of [0, 1, 77]) {
    const key = maskKey(5, 'dropout1', step);
    const found = await maskFromKernels(backend, key, rows);
    const wanted = Float32Array.from({ length: rows * columns }, (_, index) =>
      maskResidue(key, index) < rate * MASK_PRIME ? 0 : 1 / (1 - rate),
    );
    expect(found).toEqual(wanted);
  }
});

it('masks turn off the share they are asked to, apart from step to step and from cell to cell', () => {
  const cells = 4096;
  const kept = (step: number) => {
    const key = maskKey(1, 'dropout1', step);
    return Array.from({ length: cells }, (_, index) => (maskResidue(key, index) < 0.5 * MASK_PRIME ? 0 : 1));
  };
  const share = (bits: readonly number[]) => bits.reduce((sum: number, bit) => sum + bit, 0) / bits.length;
  const masks = Array.from({ length: 50 }, (_, step) => kept(step));
  expect(share(masks.flat())).toBeCloseTo(0.5, 2);
  const next = masks.slice(1).flatMap((mask, index) => mask.map((bit, cell) => (bit === masks[index]?.[cell] ? 1 : 0)));
  expect(share(next)).toBeCloseTo(0.5, 2);
  const beside = masks.flatMap((mask) => mask.slice(1).map((bit, cell) => (bit === mask[cell] ? 1 : 0)));
  expect(share(beside)).toBeCloseTo(0.5, 2);
});
