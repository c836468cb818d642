import type { Random } from '../../random.ts';
import { type Hand, raster, SIDE } from './digitRaster.ts';
import { digitStrokes } from './digitStrokes.ts';
import { generator } from './generator.ts';

const degrees = (angle: number): number => (angle * Math.PI) / 180;

/** A hand for one picture. Its bounds keep the digits inside the picture and apart from each other. */
function drawHand(random: Random): Hand {
  return {
    shift: [random.uniform(-0.6, 0.6), random.uniform(-0.4, 0.4)],
    scale: [random.uniform(0.85, 1.05), random.uniform(0.85, 1)],
    angle: random.uniform(degrees(-10), degrees(10)),
    shear: random.uniform(-0.1, 0.25),
    width: random.uniform(0.8, 1.4),
    intensity: random.uniform(0.75, 1),
  };
}

/**
 * The ten digits as pictures of 8×8 pixels, row-major, from 0 (paper) to 1 (ink), each written by a hand of its own.
 * Noise is the deviation of normal noise on every pixel, which is then cut to 0..1. As many pictures of each digit as
 * of any other, up to one.
 */
export const digits = generator({
  name: 'digits',
  title: { en: 'Drawn digits (8×8)', ja: '数字 (8×8)' },
  task: 'classification',
  featureNames: Array.from({ length: SIDE * SIDE }, (_, pixel) => `p${pixel}`),
  classes: digitStrokes.map((_, digit) => String(digit)),
  defaultSamples: 1000,
  maxNoise: 0.5,
  *draw(samples, noise, random) {
    for (let index = 0; index < samples; index++) {
      const target = index % digitStrokes.length;
      const picture = raster(digitStrokes[target] ?? [], drawHand(random));
      const x = picture.map((ink) => Math.min(Math.max(ink + random.normal(0, noise), 0), 1));
      yield { x, target };
    }
  },
});
