import { generator, nudged, twoClasses } from './generator.ts';

const RADIUS = 5;

/**
 * A disc of radius 2.5 (the first half, class 1) inside a ring from 3.5 to 5 (class 0). The radius is drawn evenly, so
 * the disc is denser at its middle. Noise moves labels, not points. As `classifyCircleData` of TensorFlow Playground.
 */
export const circle = generator({
  ...twoClasses,
  name: 'circle',
  title: { en: 'Circle', ja: '円' },
  *draw(samples, noise, random) {
    for (let index = 0; index < samples; index++) {
      const inside = index < samples / 2;
      const radius = inside ? random.uniform(0, RADIUS / 2) : random.uniform(0.7 * RADIUS, RADIUS);
      const angle = random.uniform(0, 2 * Math.PI);
      const x = radius * Math.sin(angle);
      const y = radius * Math.cos(angle);
      const [u, v] = nudged(x, y, RADIUS, noise, random);
      yield { x: [x, y], target: Math.hypot(u, v) < RADIUS / 2 ? 1 : 0 };
    }
  },
});
