import { generator, nudged, twoClasses } from './generator.ts';

const REACH = 5;
/** The gap along the axes: half its width. */
const PADDING = 0.3;

const padded = (value: number): number => value + (value > 0 ? PADDING : -PADDING);

/**
 * Class 1 where both coordinates have one sign, class 0 where they differ: exclusive or, drawn as four squares of
 * ±0.3 to ±5.3. Noise moves labels, not points. As `classifyXORData` of TensorFlow Playground.
 */
export const xor = generator({
  ...twoClasses,
  name: 'xor',
  title: { en: 'Exclusive or', ja: 'XOR' },
  *draw(samples, noise, random) {
    for (let index = 0; index < samples; index++) {
      const x = padded(random.uniform(-REACH, REACH));
      const y = padded(random.uniform(-REACH, REACH));
      const [u, v] = nudged(x, y, REACH, noise, random);
      yield { x: [x, y], target: u * v >= 0 ? 1 : 0 };
    }
  },
});
