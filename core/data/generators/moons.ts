import { generator, twoClasses } from './generator.ts';

/** Moons of radius 1 span -1 to 2 across and -0.5 to 1 up; moved and scaled alike on both axes they span ±5 and ±2.5. */
const SCALE = 10 / 3;
const MIDDLE = { x: 0.5, y: 0.25 } as const;

/**
 * Two half moons that reach into each other: class 0 arches upward, class 1 downward. The points are evenly spaced
 * along the moons, as in scikit-learn's `make_moons`; noise is the deviation of a normal distribution around them,
 * in radii of a moon. Of an odd number of samples class 1 gets one more.
 */
export const moons = generator({
  ...twoClasses,
  name: 'moons',
  title: { en: 'Two moons', ja: '2 つの三日月' },
  *draw(samples, noise, random) {
    const upper = Math.floor(samples / 2);
    for (let index = 0; index < samples; index++) {
      const target = index < upper ? 0 : 1;
      const [step, count] = target === 0 ? [index, upper] : [index - upper, samples - upper];
      const angle = (Math.PI * step) / Math.max(1, count - 1);
      const moonX = target === 0 ? Math.cos(angle) : 1 - Math.cos(angle);
      const moonY = target === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle);
      const x = (moonX - MIDDLE.x + random.normal(0, noise)) * SCALE;
      const y = (moonY - MIDDLE.y + random.normal(0, noise)) * SCALE;
      yield { x: [x, y], target };
    }
  },
});
