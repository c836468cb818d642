/** Rows that are really small pictures, and how to see them as such. */

/** Widths of square pictures that data sets come in; other square numbers of features are more often a coincidence. */
const SIDES = [8, 14, 16, 20, 28, 32];

/** The side of the square picture that a row of so many features is; null where it is none. */
export function pictureSide(features: number): number | null {
  return SIDES.find((side) => side * side === features) ?? null;
}

export interface Scaling {
  readonly mean: ArrayLike<number>;
  readonly std: ArrayLike<number>;
}

/** A row as it was before its features were standardised. */
export function plainRow(row: readonly number[], scaling: Scaling | undefined): number[] {
  if (!scaling) return [...row];
  return row.map((value, index) => value * (scaling.std[index] ?? 1) + (scaling.mean[index] ?? 0));
}
