import { generator, twoClasses } from './generator.ts';

/** How far each centre lies from the origin on both axes. */
const CENTRE = 2;

/**
 * Two round normal distributions: the first half around (2, 2) is class 1, the second around (-2, -2) class 0. Noise
 * widens both: the variance grows from 0.5 to 4. As `classifyTwoGaussData` of TensorFlow Playground.
 */
export const gauss = generator({
  ...twoClasses,
  name: 'gauss',
  title: { en: 'Two Gaussians', ja: '2 つの正規分布' },
  *draw(samples, noise, random) {
    const deviation = Math.sqrt(0.5 + 7 * noise);
    for (let index = 0; index < samples; index++) {
      const target = index < samples / 2 ? 1 : 0;
      const centre = target === 1 ? CENTRE : -CENTRE;
      const x = random.normal(centre, deviation);
      const y = random.normal(centre, deviation);
      yield { x: [x, y], target };
    }
  },
});
