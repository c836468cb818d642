import { generator, twoClasses } from './generator.ts';

const RADIUS = 5;
const TURNS = 1.75;

/**
 * Two arms that wind 1.75 times around each other, from the origin out to radius 5: the first is class 1, the second,
 * half a turn on, class 0. Noise moves the points, by at most `noise` on each axis. As `classifySpiralData` of
 * TensorFlow Playground; of an odd number of samples the first arm gets one more.
 */
export const spiral = generator({
  ...twoClasses,
  name: 'spiral',
  title: { en: 'Spiral', ja: 'らせん' },
  *draw(samples, noise, random) {
    const half = samples / 2;
    for (let index = 0; index < samples; index++) {
      const target = index < half ? 1 : 0;
      const share = (target === 1 ? index : index - Math.ceil(half)) / half;
      const radius = RADIUS * share;
      const angle = TURNS * share * 2 * Math.PI + (target === 1 ? 0 : Math.PI);
      const x = radius * Math.sin(angle) + random.uniform(-1, 1) * noise;
      const y = radius * Math.cos(angle) + random.uniform(-1, 1) * noise;
      yield { x: [x, y], target };
    }
  },
});
