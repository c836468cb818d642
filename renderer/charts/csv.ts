/** Numbers that are missing, and numbers that are none: `NaN` and `Infinity` stay readable. */
type Cell = string | number | null | undefined;

/** A table as RFC 4180 has it: lines end in CRLF, and what holds a comma, a quote or a line break is quoted. */
export function toCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [header.map(cell).join(',')];
  for (const row of rows) lines.push(row.map(cell).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
