/** The marks of classes: shapes that can be told apart without their colour, each filled or as an outline. */

type Corner = readonly [x: number, y: number];

/** Corners on a circle, the first one on top; every second one may lie further in, which makes a star. */
function ring(count: number, inner = 1, turn = 0): Corner[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = (index / count + turn) * 2 * Math.PI;
    const radius = index % 2 === 0 ? 1 : inner;
    return [Math.sin(angle) * radius, -Math.cos(angle) * radius];
  });
}

function turned(corners: readonly Corner[]): Corner[] {
  const part = Math.SQRT1_2;
  return corners.map(([x, y]) => [(x - y) * part, (x + y) * part]);
}

const a = 0.36;
const plus: readonly Corner[] = [
  [-a, -1],
  [a, -1],
  [a, -a],
  [1, -a],
  [1, a],
  [a, a],
  [a, 1],
  [-a, 1],
  [-a, a],
  [-1, a],
  [-1, -a],
  [-a, -a],
];

/** Null is the circle. Sizes are evened out by eye. */
const shapes: readonly (readonly Corner[] | null)[] = [
  null,
  scale(ring(4, 1, 1 / 8), 1.22),
  scale(ring(3), 1.3),
  scale(ring(4), 1.25),
  scale(ring(3, 1, 1 / 2), 1.3),
  scale(plus, 1.05),
  scale(turned(plus), 1.1),
  scale(ring(10, 0.45), 1.4),
  scale(ring(6), 1.15),
  scale(ring(8, 0.5, 1 / 16), 1.35),
];

function scale(corners: readonly Corner[], factor: number): Corner[] {
  return corners.map(([x, y]) => [x * factor, y * factor]);
}

/** A path that both canvas and SVG understand, around a point. */
export function markPath(index: number, x: number, y: number, radius: number): string {
  const shape = shapes[((index % shapes.length) + shapes.length) % shapes.length];
  const at = (value: number) => value.toFixed(2);
  if (!shape) {
    const size = at(radius);
    return `M${at(x - radius)} ${at(y)}a${size} ${size} 0 1 0 ${at(radius * 2)} 0a${size} ${size} 0 1 0 ${at(-radius * 2)} 0Z`;
  }
  return `M${shape.map(([dx, dy]) => `${at(x + dx * radius)} ${at(y + dy * radius)}`).join('L')}Z`;
}
