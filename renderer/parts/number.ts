/** Numbers as the app shows them: four significant digits in a width that does not jump; all digits where asked. */

export function format(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined) return '–';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size >= 10 ** (digits + 1) || size < 1e-4 ? value.toExponential(digits - 1) : value.toPrecision(digits);
  return minus(text.includes('e') ? text.replace('e+', 'e') : text);
}

/** Every digit that float32 has. */
export function exact(value: number): string {
  return minus(String(Number(value.toPrecision(9))));
}

/** A number without a format of its own, for tests and machines to read. */
export function plain(value: number | null, digits = 6): string {
  return value === null ? '' : String(Number(value.toPrecision(digits)));
}

function minus(text: string): string {
  return text.replace(/-/g, '−');
}

/** `1234567` as `1.2 M`. */
export function compact(value: number): string {
  const steps = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const;
  for (const [size, sign] of steps) if (value >= size) return `${(value / size).toPrecision(3)} ${sign}`;
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** `11594722` bytes as `11.6 MB`. */
export function byteText(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${compact(bytes)}B`;
}
