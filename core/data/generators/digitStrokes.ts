/** A place in the unit square: x to the right, y downward. */
export type Point = readonly [x: number, y: number];

/** A pen's way from point to point. */
export type Stroke = readonly Point[];

/** Short enough that the chords stay within a tenth of a pixel of the arc. */
const DEGREES_PER_CHORD = 20;

/** Part of an ellipse, as chords. Degrees: 0 is right, 90 down, 180 left, 270 up; `to` below `from` runs backward. */
function arc(centre: Point, radii: Point, from: number, to: number): Stroke {
  const chords = Math.ceil(Math.abs(to - from) / DEGREES_PER_CHORD);
  return Array.from({ length: chords + 1 }, (_, index): Point => {
    const angle = ((from + ((to - from) * index) / chords) * Math.PI) / 180;
    return [centre[0] + radii[0] * Math.cos(angle), centre[1] + radii[1] * Math.sin(angle)];
  });
}

const ring = (centre: Point, radii: Point): Stroke => arc(centre, radii, 0, 360);

/** How each digit is written. Its index is the digit. The 5 stays open where the 6 is closed. */
export const digitStrokes: readonly (readonly Stroke[])[] = [
  [ring([0.5, 0.5], [0.27, 0.42])],
  [
    [
      [0.33, 0.28],
      [0.53, 0.08],
      [0.53, 0.92],
    ],
  ],
  [[...arc([0.5, 0.32], [0.26, 0.24], 190, 390), [0.24, 0.92], [0.79, 0.92]]],
  [[...arc([0.46, 0.29], [0.26, 0.21], 205, 450), ...arc([0.46, 0.7], [0.3, 0.22], 270, 515)]],
  [
    [
      [0.64, 0.92],
      [0.64, 0.08],
      [0.16, 0.66],
      [0.86, 0.66],
    ],
  ],
  [[[0.77, 0.08], [0.29, 0.08], [0.26, 0.47], ...arc([0.45, 0.66], [0.31, 0.26], 230, 495)]],
  [[...arc([0.74, 0.65], [0.5, 0.57], 265, 180), ...arc([0.5, 0.68], [0.26, 0.24], 180, 540)]],
  [
    [
      [0.2, 0.08],
      [0.8, 0.08],
      [0.42, 0.92],
    ],
  ],
  [ring([0.5, 0.28], [0.22, 0.2]), ring([0.5, 0.7], [0.27, 0.22])],
  [[...arc([0.26, 0.35], [0.5, 0.57], 85, 0), ...arc([0.5, 0.32], [0.26, 0.24], 0, 360)]],
];
