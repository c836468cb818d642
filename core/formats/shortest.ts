const SMALLEST_NORMAL = 2 ** -126;

/**
 * The shortest decimals that a 32-bit float can be told by: 0.1, where all its digits are 0.100000001490116. Six digits come
 * back from a float unchanged, so that no fewer need be tried, unless it is below the smallest normal one; nine tell any two apart.
 */
export function shortest(value: number): string {
  const stored = Math.fround(value);
  for (let digits = Math.abs(stored) < SMALLEST_NORMAL ? 1 : 6; digits < 9; digits++) {
    const number = Number(stored.toPrecision(digits));
    if (Math.fround(number) === stored) return String(number);
  }
  return String(Number(stored.toPrecision(9)));
}
