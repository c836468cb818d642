const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * The number that a cell spells in ASCII digits, spaces around it aside; null for anything else, empty cells, 'NaN',
 * 'inf', '0x10', '1,000' and numbers beyond the range of a double among it.
 */
export function toNumber(cell: string): number | null {
  const text = cell.trim();
  if (!NUMBER.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Whether it is a number but for a comma where the decimal point belongs. */
export function isDecimalComma(cell: string): boolean {
  return /^\s*[+-]?\d+,\d+\s*$/.test(cell);
}
