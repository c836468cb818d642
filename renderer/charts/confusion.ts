/** What a confusion matrix says of each class: rows are the true classes, columns the predicted ones. */
export interface ClassFigures {
  readonly rows: number;
  /** The share of the class's rows that were recognised; null where it has none. */
  readonly recall: number | null;
  /** The share of what was taken for the class that really is; null where nothing was. */
  readonly precision: number | null;
}

export function classFigures(confusion: readonly (readonly number[])[]): ClassFigures[] {
  return confusion.map((line, index) => {
    const rows = line.reduce((sum, count) => sum + count, 0);
    const taken = confusion.reduce((sum, other) => sum + (other[index] ?? 0), 0);
    const right = line[index] ?? 0;
    return { rows, recall: rows > 0 ? right / rows : null, precision: taken > 0 ? right / taken : null };
  });
}
