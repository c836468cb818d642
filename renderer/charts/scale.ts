/** Where the ticks of an axis stand, and what they say. */

/** Round numbers between two ends, about as many as wanted. */
export function ticks(low: number, high: number, wanted: number): number[] {
  if (!(high > low) || wanted < 1) return [low];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Powers of ten between two ends, both above zero. */
export function logTicks(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => Number(`1e${first + index}`));
}

/** A tick in as few signs as it takes. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  const text =
    size !== 0 && (size >= 1e5 || size < 1e-3)
      ? value.toExponential().replace('e+', 'e')
      : String(Number(value.toPrecision(6)));
  return text.replaceAll('-', '−');
}

/** The least and the largest of some numbers, gaps left out; null where there are none. */
export function extent(values: Iterable<number | null | undefined>): [low: number, high: number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === null || value === undefined || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

/** An extent with a little air above and below, down to zero where that is near. */
export function padded([low, high]: readonly [number, number], share = 0.08): [low: number, high: number] {
  const span = high - low || Math.abs(high) || 1;
  const bottom = low - span * share;
  return [low >= 0 && bottom <= span * share ? 0 : bottom, high + span * share];
}

/** Where a value lies between two ends, 0 to 1, near the low one as finely as a logarithm tells. */
export function logShare(value: number, low: number, high: number): number {
  return Math.log1p(value - low) / (Math.log1p(high - low) || 1);
}
