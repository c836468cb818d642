/** Which columns of a table are features and how they are read, and what becomes of them when another is the target. */
import { ruleOf } from '../../../core/data/columns.ts';
import { isUsable, type TableContents, usualRule } from '../../../core/data/contents.ts';
import type { ColumnRule, TableSource } from '../../../core/data/settings.ts';

/** The columns that are features now, in the file's order. */
export function chosenColumns({ features, target }: TableSource, { columns }: TableContents): string[] {
  const names = columns.map(({ name }) => name).filter((name) => name !== target);
  return features === 'all' ? names : names.filter((name) => features.includes(name));
}

/**
 * The source with these features: 'all' where no other column is left. There is always one at least. A column that
 * needs a rule gets the usual one; the rules of columns that are not read are forgotten.
 */
export function chooseColumns(source: TableSource, contents: TableContents, names: readonly string[]): TableSource {
  const wanted = new Set(names);
  const others = contents.columns.filter(({ name }) => name !== source.target);
  const chosen = others.filter(({ name }) => wanted.has(name));
  if (chosen.length === 0) return source;
  const ruled = chosen.map((facts): [string, ColumnRule] => {
    const own = ruleOf(source, facts.name);
    return [facts.name, own.encode || own.missing ? own : (usualRule(facts) ?? {})];
  });
  const { target } = source;
  const features = chosen.length === others.length ? ('all' as const) : chosen.map(({ name }) => name);
  const ofTarget: [string, ColumnRule][] = target === undefined ? [] : [[target, ruleOf(source, target)]];
  return withRules({ ...source, features }, [...ruled, ...ofTarget]);
}

/** The source with another rule for a column. */
export function setRule(source: TableSource, column: string, rule: ColumnRule): TableSource {
  const others = Object.entries(source.columns ?? {}).filter(([name]) => name !== column);
  return withRules(source, [...others, [column, rule]]);
}

function withRules({ columns: _, ...source }: TableSource, rules: readonly [string, ColumnRule][]): TableSource {
  const said = rules.filter(([, { encode, missing }]) => encode ?? missing);
  return said.length === 0 ? source : { ...source, columns: Object.fromEntries(said) };
}

/** The columns that can be features as they are read now, the target left out. */
export function usableColumns(source: TableSource, { columns }: TableContents): string[] {
  const usable = columns.filter((facts) => isUsable(facts) || ruleOf(source, facts.name).encode === 'oneHot');
  const filled = columns.filter(({ name, type }) => type === 'number' && ruleOf(source, name).missing);
  const names = new Set([...usable, ...filled].map(({ name }) => name));
  return columns.map(({ name }) => name).filter((name) => names.has(name) && name !== source.target);
}

/** The same columns of a table, as they are called with names in the first row or without. */
export function withHeader(source: TableSource, before: TableContents, after: TableContents): TableSource {
  const renamed = (name: string) => {
    const at = before.columns.findIndex((column) => column.name === name);
    return after.columns[at]?.name ?? name;
  };
  const { features, target, columns } = source;
  return {
    ...source,
    features: features === 'all' ? features : features.map(renamed),
    ...(target !== undefined && { target: renamed(target) }),
    ...(columns && {
      columns: Object.fromEntries(Object.entries(columns).map(([name, rule]) => [renamed(name), rule])),
    }),
  };
}

/** Another target. The old one becomes a feature where all columns were features, and where it can be one. */
export function chooseTarget(source: TableSource, contents: TableContents, target: string | undefined): TableSource {
  const { target: _, ...rest } = source;
  const dropped: ColumnRule =
    target !== undefined && ruleOf(source, target).missing === 'drop' ? { missing: 'drop' } : {};
  const next: TableSource = target === undefined ? rest : setRule({ ...rest, target }, target, dropped);
  const usable = usableColumns(next, contents);
  const kept = source.features === 'all' ? usable : usable.filter((name) => source.features.includes(name));
  return chooseColumns({ ...next, features: 'all' }, contents, kept.length > 0 ? kept : usable);
}
