import type { Point, Stroke } from './digitStrokes.ts';

/** The picture's width and height in pixels. */
export const SIDE = 8;

/** How one picture is written: lengths in pixels, the angle in radians. */
export interface Hand {
  readonly shift: Point;
  readonly scale: Point;
  readonly angle: number;
  /** How far the top leans to the right, per unit of height. */
  readonly shear: number;
  readonly width: number;
  /** The ink, from 0 to 1. */
  readonly intensity: number;
}

/** From the unit square to pixels: scaled, sheared and turned about the middle, then shifted. */
function place([x, y]: Point, { shift, scale, angle, shear }: Hand): Point {
  const down = (y - 0.5) * scale[1];
  const right = (x - 0.5) * scale[0] - down * shear;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  return [
    (0.5 + right * cosine - down * sine) * SIDE + shift[0],
    (0.5 + right * sine + down * cosine) * SIDE + shift[1],
  ];
}

/** The distance from (x, y) to the straight line between two points. */
function distanceTo(x: number, y: number, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX * alongX + alongY * alongY;
  const share = length === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / length;
  const nearest = Math.min(Math.max(share, 0), 1);
  return Math.hypot(x - fromX - nearest * alongX, y - fromY - nearest * alongY);
}

/**
 * Strokes as an anti-aliased picture: a pixel's ink falls from full to none over one pixel across the stroke's edge.
 *
 * @returns `[SIDE * SIDE]`, row-major from the top left, from 0 to the hand's intensity
 */
export function raster(strokes: readonly Stroke[], hand: Hand): Float32Array {
  const pixels = new Float32Array(SIDE * SIDE);
  const placed = strokes.map((stroke) => stroke.map((point) => place(point, hand)));
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    const x = (pixel % SIDE) + 0.5;
    const y = Math.floor(pixel / SIDE) + 0.5;
    let distance = Number.POSITIVE_INFINITY;
    for (const stroke of placed) {
      for (let index = 1; index < stroke.length; index++) {
        distance = Math.min(distance, distanceTo(x, y, stroke[index - 1] as Point, stroke[index] as Point));
      }
    }
    const covered = Math.min(Math.max(0.5 + hand.width / 2 - distance, 0), 1);
    pixels[pixel] = covered * hand.intensity;
  }
  return pixels;
}
