/** Numbers of a column in one form, so that they stand under each other at the decimal point. */

/**
 * What writes each number of a column with as many decimals as give the largest of them `digits` significant digits.
 * Whole numbers stay whole; numbers too large or too small for that are written with a power of ten.
 */
export function columnFormat(values: Iterable<number>, digits = 4): (value: number) => string {
  let [most, whole] = [0, true];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    most = Math.max(most, Math.abs(value));
    whole &&= Number.isInteger(value);
  }
  if (whole && most < 1e7) return (value) => minus(Number.isInteger(value) ? String(value) : value.toPrecision(digits));
  if (most >= 1e7 || most < 1e-4)
    return (value) => (Number.isFinite(value) ? minus(value.toExponential(digits - 1)) : sign(value));
  const decimals = Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(most))));
  return (value) => (Number.isFinite(value) ? minus(value.toFixed(decimals)) : sign(value));
}

function sign(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
}

function minus(text: string): string {
  return text.replace(/-/g, '−').replace('e+', 'e');
}
