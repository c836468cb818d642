import { generator, nudged, surface } from './generator.ts';

const REACH = 6;

/**
 * A slope to be fitted: (x1 + x2) / 10 over the square of ±6, hence between -1.2 and 1.2. Noise reads the height at a
 * place nearby. As `regressPlane` of TensorFlow Playground.
 */
export const plane = generator({
  ...surface,
  name: 'plane',
  title: { en: 'Plane', ja: '平面' },
  *draw(samples, noise, random) {
    for (let index = 0; index < samples; index++) {
      const x = random.uniform(-REACH, REACH);
      const y = random.uniform(-REACH, REACH);
      const [u, v] = nudged(x, y, REACH, noise, random);
      yield { x: [x, y], target: (u + v) / 10 };
    }
  },
});
