/** The columns of a file of texts, by their names where its first row has some, else by their numbers. */
import type { TableContents } from '../../../core/data/contents.ts';
import type { TextColumn, TextSource } from '../../../core/data/settings.ts';
import type { useT } from '../../i18n/index.ts';

export function hasHeader({ text }: TextSource): boolean {
  return typeof text === 'string' && !/^\d+$/.test(text);
}

export function textColumns({ columns }: TableContents, header: boolean): readonly TextColumn[] {
  return columns.map(({ name }, index) => (header ? name : index));
}

/** The same columns by name or by number. */
export function withHeader(source: TextSource, { columns }: TableContents, header: boolean): TextSource {
  const renamed = (column: TextColumn): TextColumn => {
    const at = columns.findIndex(({ name }, index) => String(column) === (header ? String(index) : name));
    return header ? (columns[at]?.name ?? column) : Math.max(0, at);
  };
  const { label, filter } = source;
  return {
    ...source,
    text: renamed(source.text),
    ...(label !== undefined && { label: renamed(label) }),
    ...(filter && { filter: { ...filter, column: renamed(filter.column) } }),
  };
}

const LONGEST_SAMPLE = 24;

/** What a choice of columns calls one of them. A first row that names nothing is a sample of what is in it. */
export function columnLabel(
  { columns, first }: TableContents,
  header: boolean,
  index: number,
  t: ReturnType<typeof useT>,
): string {
  const name = columns[index]?.name ?? '';
  if (header) return name;
  const sample = name === String(index) ? (first[0]?.[index] ?? '') : name;
  const short = sample.length > LONGEST_SAMPLE ? `${sample.slice(0, LONGEST_SAMPLE)}…` : sample;
  return t('data.texts.numbered', { number: index, sample: short });
}
