import { expect, it } from 'vitest';
import { classifier, network, randomClasses, randomMatrix } from '../testing/networks.ts';
import { Evaluator } from './evaluate.ts';
import { descentPlane, lossSurface, project, randomPlane, weightPlane } from './lossSurface.ts';
import { initialWeights, toKernelLayout } from './weights.ts';

const net = network(classifier);
const batch = { x: randomMatrix(20, 2, 1), target: randomClasses(20, 2, 1) };
const run = { backend: 'webasm', threads: false } as const;
const center = toKernelLayout(initialWeights(net, 1));

it('the surface has the loss itself in its middle, and its slope along single weights', async () => {
  const plane = weightPlane(center, { weight: 'linear3.weight', index: 3 }, { weight: 'linear3.bias', index: 0 });
  const rows: number[] = [];
  const steps = lossSurface(net, center, plane, batch, { size: 5, range: 0.01 }, run);
  let step = await steps.next();
  while (!step.done) {
    rows.push(step.value);
    step = await steps.next();
  }
  const { losses } = step.value;
  expect(rows).toEqual([1, 2, 3, 4, 5]);
  const evaluator = new Evaluator(net, run);
  const at = async (weight: string, index: number, by: number) => {
    const moved = { ...center, [weight]: (center[weight] as Float32Array).map((v, i) => (i === index ? v + by : v)) };
    return (await evaluator.evaluate(batch, moved)).loss;
  };
  expect(losses[12]).toBeCloseTo((await evaluator.evaluate(batch, center)).loss, 6);
  expect(losses[14]).toBeCloseTo(await at('linear3.weight', 3, 0.01), 6);
  expect(losses[2]).toBeCloseTo(await at('linear3.bias', 0, 0.01), 6);
  await evaluator.destroy();
});

it('points made of the directions are found where they were put', () => {
  const plane = randomPlane(center, 4);
  const put = (a: number, b: number) =>
    Object.fromEntries(
      Object.entries(center).map(([name, values]) => [
        name,
        values.map((value, i) => value + a * (plane.a[name]?.[i] ?? 0) + b * (plane.b[name]?.[i] ?? 0)),
      ]),
    );
  const [first, second] = project([put(0.5, -0.25), center], center, plane);
  expect(first?.a).toBeCloseTo(0.5, 4);
  expect(first?.b).toBeCloseTo(-0.25, 4);
  expect(second).toEqual({ a: 0, b: 0 });
  const descent = descentPlane([put(0, 0), put(0.2, 0.3), put(1, 0)]);
  expect(descent).not.toBeNull();
  if (descent) expect(project([put(1, 0)], put(0, 0), descent)[0]?.a).toBeCloseTo(1, 4);
  expect(descentPlane([center, center])).toBeNull();
});
