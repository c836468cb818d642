/** A cell that is no number, such as a heading, is null: it is left out and the cell below keeps its value. */
export type Block = readonly (readonly (number | null)[])[];

/**
 * Numbers as a spreadsheet puts them on the clipboard: a line a row, its cells parted by tabs, or else by semicolons,
 * commas or blanks. Null where there is no number at all.
 */
export function parseNumbers(text: string): Block | null {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  const separator = separatorOf(text);
  const rows = lines.map((line) => {
    const cells = separator === ' ' ? line.trim().split(/\s+/) : line.split(separator);
    return cells.map((cell) => parseNumber(cell, separator !== ','));
  });
  return rows.some((row) => row.some((value) => value !== null)) ? rows : null;
}

function separatorOf(text: string): '\t' | ';' | ',' | ' ' {
  if (text.includes('\t')) return '\t';
  if (text.includes(';')) return ';';
  // A comma between digits alone on its line is a decimal comma, with company it parts cells.
  return /,/.test(text) && !/^\s*[-−+]?\d+,\d+\s*$/.test(text) ? ',' : ' ';
}

/** One number, typed or pasted: a true minus and full-width digits count, and a comma as a point where nothing else does. */
export function parseNumber(text: string, decimalComma = true): number | null {
  const plain = text
    .trim()
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u2212\u2013]/g, '-');
  const pointed = decimalComma && !plain.includes('.') ? plain.replace(',', '.') : plain;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(pointed)) return null;
  const value = Math.fround(Number(pointed));
  return Number.isFinite(value) ? value : null;
}
