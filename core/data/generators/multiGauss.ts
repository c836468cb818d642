import { generator, nudged, surface } from './generator.ts';

const REACH = 6;
/** How far a hill reaches from its top. */
const RADIUS = 2;

/** The tops of the hills (height 1) and the bottoms of the pits (height -1). */
const centres: readonly (readonly [x: number, y: number, height: 1 | -1])[] = [
  [-4, 2.5, 1],
  [0, 2.5, -1],
  [4, 2.5, 1],
  [-4, -2.5, -1],
  [0, -2.5, 1],
  [4, -2.5, -1],
];

/** The height at a point, from -1 to 1: the strongest hill or pit wins; 0 where none reaches. */
function heightAt(x: number, y: number): number {
  let height = 0;
  for (const [centreX, centreY, sign] of centres) {
    const strength = Math.max(0, 1 - Math.hypot(x - centreX, y - centreY) / RADIUS);
    if (strength > Math.abs(height)) height = sign * strength;
  }
  return height;
}

/**
 * Three hills and three pits to be fitted, over the square of ±6. They are cones rather than bells; the name is
 * Playground's. Noise reads the height at a place nearby. As `regressGaussian` of TensorFlow Playground.
 */
export const multiGauss = generator({
  ...surface,
  name: 'multiGauss',
  title: { en: 'Multi Gaussian', ja: '山と谷' },
  *draw(samples, noise, random) {
    for (let index = 0; index < samples; index++) {
      const x = random.uniform(-REACH, REACH);
      const y = random.uniform(-REACH, REACH);
      const [u, v] = nudged(x, y, REACH, noise, random);
      yield { x: [x, y], target: heightAt(u, v) };
    }
  },
});
