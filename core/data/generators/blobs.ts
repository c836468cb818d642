import type { Random } from '../../random.ts';
import { generator, twoClasses } from './generator.ts';

type Point = readonly [x: number, y: number];

const classes = ['0', '1', '2'] as const;
const REACH = 4;
/** Eight deviations at noise 0, so that a straight line parts any two of the blobs. */
const LEAST_DISTANCE = 4;

/** A centre for each class inside ±4, drawn anew as a whole until all are far enough from each other. */
function drawCentres(random: Random): Point[] {
  for (;;) {
    const centres = classes.map((): Point => [random.uniform(-REACH, REACH), random.uniform(-REACH, REACH)]);
    const apart = centres.every(([x, y], index) =>
      centres.slice(0, index).every(([otherX, otherY]) => Math.hypot(x - otherX, y - otherY) >= LEAST_DISTANCE),
    );
    if (apart) return centres;
  }
}

/**
 * Three round normal distributions, a class each, around centres that the seed draws. Noise widens them: the deviation
 * grows from 0.5 to 1.5.
 */
export const blobs = generator({
  ...twoClasses,
  classes,
  name: 'blobs',
  title: { en: 'Three blobs', ja: '3 つの集まり' },
  *draw(samples, noise, random) {
    const centres = drawCentres(random);
    const deviation = 0.5 + 2 * noise;
    for (let index = 0; index < samples; index++) {
      const target = index % classes.length;
      const [centreX, centreY] = centres[target] as Point;
      yield { x: [random.normal(centreX, deviation), random.normal(centreY, deviation)], target };
    }
  },
});
