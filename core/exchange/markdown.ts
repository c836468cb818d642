/** What a page in Markdown is made of. */

/** A table; what stands in its cells means nothing to Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** A name as plain text on one line: what means something to Markdown or HTML is taken for itself. */
export function plain(content: string): string {
  return content.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
