/** Which columns of a table are features, and what becomes of them when another column is the target. */
import { isUsable, type TableContents } from '../../../core/data/contents.ts';
import type { TableSource } from '../../../core/data/settings.ts';

/** The columns that are features now, in the file's order. */
export function chosenColumns({ features, target }: TableSource, { columns }: TableContents): string[] {
  const names = columns.map(({ name }) => name).filter((name) => name !== target);
  return features === 'all' ? names : names.filter((name) => features.includes(name));
}

/** The source with these features: 'all' where no other column is left. There is always one at least. */
export function chooseColumns(source: TableSource, contents: TableContents, names: readonly string[]): TableSource {
  const others = contents.columns.filter(({ name }) => name !== source.target);
  const chosen = others.filter(({ name }) => names.includes(name)).map(({ name }) => name);
  if (chosen.length === 0) return source;
  return { ...source, features: chosen.length === others.length ? 'all' : chosen };
}

/** The columns of numbers without gaps, the target left out. */
export function usableColumns({ target }: TableSource, { columns }: TableContents): string[] {
  return columns.filter((column) => isUsable(column) && column.name !== target).map(({ name }) => name);
}

/** Another target. The old one becomes a feature where all columns were features, and where it can be one. */
export function chooseTarget(source: TableSource, contents: TableContents, target: string | undefined): TableSource {
  const { target: _, ...rest } = source;
  const next: TableSource = target === undefined ? rest : { ...rest, target };
  const usable = usableColumns(next, contents);
  const kept = source.features === 'all' ? usable : usable.filter((name) => source.features.includes(name));
  return chooseColumns({ ...next, features: 'all' }, contents, kept.length > 0 ? kept : usable);
}
