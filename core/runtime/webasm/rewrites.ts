export const rewriteKinds = [
  'integerCounter',
  'contiguousLoad',
  'stridedLoad',
  'block',
  'upright',
  'pointer',
  'panel',
  'mathFunction',
  'rowCopy',
] as const;

/** One way in which a kernel is made faster. */
export type Rewrite = (typeof rewriteKinds)[number];

/** How often each rewrite was made in a kernel. */
export class Rewrites {
  readonly #counts = new Map<Rewrite, number>(rewriteKinds.map((kind) => [kind, 0]));

  count(kind: Rewrite): void {
    this.#counts.set(kind, this.of(kind) + 1);
  }

  of(kind: Rewrite): number {
    return this.#counts.get(kind) ?? 0;
  }

  /** The rewrites that were made at least once. */
  get made(): Rewrite[] {
    return rewriteKinds.filter((kind) => this.of(kind) > 0);
  }
}
