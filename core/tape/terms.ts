import type { Term } from '../blocks/explain.ts';

/** A term with its product, and its place among the terms of its sum. */
export interface NumberedTerm extends Term {
  readonly index: number;
  readonly product: number;
}

/** A sum cut short: the first, the largest and the last terms, and what the others come to. */
export interface Summary {
  readonly count: number;
  readonly shown: readonly NumberedTerm[];
  /** What is missing from the shown terms to the value; null where none is left out. */
  readonly remainder: number | null;
}

const EACH = 3;

/**
 * @param value the sum as the tape has it: shown terms and remainder add up to it
 */
export function summarise(terms: readonly Term[], value: number): Summary {
  const numbered = terms.map((term, index): NumberedTerm => ({ ...term, index, product: productOf(term) }));
  const largest = [...numbered].sort((a, b) => Math.abs(b.product) - Math.abs(a.product)).slice(0, EACH);
  const kept = new Set([...numbered.slice(0, EACH), ...largest, ...numbered.slice(-EACH)]);
  const shown = numbered.filter((term) => kept.has(term));
  const remainder =
    shown.length < numbered.length ? value - shown.reduce((sum, { product }) => sum + product, 0) : null;
  return { count: numbered.length, shown, remainder };
}

function productOf({ factors }: Term): number {
  return factors.reduce((product, { value }) => product * value, 1);
}
