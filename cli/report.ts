import type { Problem } from '../core/problem.ts';

/** Most lines of Problems; the rest is counted. */
const MOST_LINES = 10;

/** A line each, on stderr: where, what, how to mend. */
export function printProblems(problems: readonly Problem[]): void {
  for (const { severity, block, port, param, message, hint } of problems.slice(0, MOST_LINES)) {
    const place = block === undefined ? '' : ` ${[block, port ?? param].filter(Boolean).join('.')}`;
    process.stderr.write(`${severity}${place}: ${oneLine(`${message} ${hint}`)}\n`);
  }
  if (problems.length > MOST_LINES) process.stderr.write(`and ${problems.length - MOST_LINES} more\n`);
}

/** Names come from files: a line break in one must not break the promise of a line a Problem. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ');
}

export function problemsJson(problems: readonly Problem[]) {
  return problems.map(({ severity, code, block, port, param, message, hint }) => ({
    severity,
    code,
    block: block ?? null,
    port: port ?? null,
    ...(param !== undefined && { param }),
    message,
    hint,
  }));
}

/** Rows of words under each other; numbers to the right. */
export function printTable(rows: readonly (readonly (string | number)[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  for (const row of rows) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
    });
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** A share as people read it. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
