import { Random } from '../../../core/random.ts';

/** Words that occur less often have no vector, as in every published file of vectors. */
const RAREST = 150;
const ITERATIONS = 12;

/**
 * Vectors of the words of a corpus: how much more often than by chance two words stand in one title (positive pointwise
 * mutual information), brought to a few dimensions by the truncated eigendecomposition of that table, eigenvectors times
 * the square root of their values (Levy, Goldberg and Dagan, "Improving Distributional Similarity", 2015).
 *
 * @param titles cut into words, in lower case
 */
export function wordVectors(titles: readonly (readonly string[])[], dimensions: number): Map<string, Float64Array> {
  const words = frequentWords(titles);
  const table = informationTable(titles, words);
  const axes = mainAxes(table, words.length, dimensions);
  const lengths = axes.map((axis) => Math.sqrt(Math.sqrt(sum(multiply(table, axis), (value) => value * value))));
  return new Map(
    words.map((word, row) => [
      word,
      Float64Array.from(axes, (axis, index) => (axis[row] as number) * (lengths[index] as number)),
    ]),
  );
}

function frequentWords(titles: readonly (readonly string[])[]): string[] {
  const counts = new Map<string, number>();
  for (const word of titles.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= RAREST);
  return kept.sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).map(([word]) => word);
}

/** `[words, words]`: max(0, log(p(a, b) / p(a) p(b))) of words in one title. */
function informationTable(titles: readonly (readonly string[])[], words: readonly string[]): Float64Array[] {
  const rows = new Map(words.map((word, row) => [word, row]));
  const table = words.map(() => new Float64Array(words.length));
  for (const title of titles) {
    const known = title.map((word) => rows.get(word)).filter((row) => row !== undefined);
    for (const [at, a] of known.entries()) {
      const row = table[a] as Float64Array;
      for (const [other, b] of known.entries()) if (at !== other) row[b] = (row[b] as number) + 1;
    }
  }
  const totals = table.map((row) => sum(row, (count) => count));
  const all = totals.reduce((total, count) => total + count, 0);
  return table.map((row, a) =>
    row.map((count, b) => {
      const chance = ((totals[a] as number) * (totals[b] as number)) / all;
      return count === 0 ? 0 : Math.max(0, Math.log(count / chance));
    }),
  );
}

/** The eigenvectors of the largest eigenvalues by subspace iteration, each of length 1. */
function mainAxes(table: readonly Float64Array[], size: number, count: number): readonly Float64Array[] {
  const random = new Random(70, 'axes');
  let axes: readonly Float64Array[] = Array.from({ length: count }, () =>
    Float64Array.from({ length: size }, () => random.uniform(-1, 1)),
  );
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    axes = orthonormal(axes.map((axis) => multiply(table, axis)));
  }
  return axes;
}

/** Gram-Schmidt. */
function orthonormal(axes: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const axis of axes) {
    let rest = axis;
    for (const other of done) {
      const share = dot(rest, other);
      rest = rest.map((value, index) => value - share * (other[index] as number));
    }
    const length = Math.sqrt(dot(rest, rest));
    done.push(rest.map((value) => value / length));
  }
  return done;
}

function multiply(table: readonly Float64Array[], vector: Float64Array): Float64Array {
  return Float64Array.from(table, (row) => dot(row, vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let index = 0; index < a.length; index++) total += (a[index] as number) * (b[index] as number);
  return total;
}

function sum(values: Float64Array, of: (value: number) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
