/** Which engineered inputs are offered and which are on. */
import { commonDerivations } from '../../../core/data/derive.ts';

/** More plain features than this are not listed one by one. */
const MOST_LISTED = 16;

export interface Chips {
  /** Inputs with a switch each. */
  readonly offered: readonly string[];
  /** Inputs beyond those that are offered, in use until they are taken away. */
  readonly others: readonly string[];
  /** What the network gets, in order. */
  readonly active: readonly string[];
  /** Whether all plain features are among them, too many to be listed. */
  readonly all: boolean;
}

/** @param derive the project's engineered inputs; undefined where the network gets the plain ones */
export function chipsOf(derive: readonly string[] | undefined, plain: number): Chips {
  const names = Array.from({ length: plain }, (_, index) => `x${index + 1}`);
  const active = derive ?? names;
  const listed = plain <= MOST_LISTED;
  const offered = plain === 2 ? commonDerivations : listed ? names : [];
  const hidden = new Set<string>(listed ? offered : names);
  // A set, since pictures have hundreds of thousands of features.
  const used = new Set(active);
  const all = !listed && names.every((name) => used.has(name));
  return { offered, others: active.filter((input) => !hidden.has(input)), active, all };
}

/** The inputs with one more or one less: those offered in the order of the offer, the others behind them. */
export function toggled({ offered, active }: Chips, input: string): string[] {
  const next = active.includes(input) ? active.filter((one) => one !== input) : [...active, input];
  return [...offered.filter((one) => next.includes(one)), ...next.filter((one) => !offered.includes(one))];
}

const raised: Readonly<Record<string, string>> = { '2': '²' };

/** An input as it is written by hand: `x₁²`, `x₁x₂`, `sin(x₁)`. */
export function pretty(input: string): string {
  return input
    .replace(
      /x(\d+)/g,
      (_, digits: string) => `x${digits.replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? digit)}`,
    )
    .replace(/\^(\d)/g, (whole, digit: string) => raised[digit] ?? whole)
    .replaceAll('*', '');
}
