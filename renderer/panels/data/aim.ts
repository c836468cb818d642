import { addressParts } from '../../../core/data/address.ts';
import { ruleOf } from '../../../core/data/columns.ts';
import { type ColumnFacts, type FileContents, featuresOfColumn } from '../../../core/data/contents.ts';
import { generatorOf } from '../../../core/data/generators/index.ts';
import type { DataSettings } from '../../../core/data/settings.ts';
import type { Aim } from '../../../core/graph/fit.ts';
import { headerOf, useContents } from '../../engine/contents.ts';

/** What a project's data are for, once their file has been looked into. */
export function useAim(data: DataSettings | null): Aim | null {
  const look = useContents(data && pathOf(data.source), data ? headerOf(data.source) : undefined);
  return data && aimOf(data, look?.kind === 'known' ? look.contents : null);
}

/** The file to ask for the task; null where the settings say it. */
function pathOf(source: DataSettings['source']): string | null {
  if (source.kind === 'table') return source.path;
  return source.kind === 'arrays' ? addressParts(source.target ?? source.x).path : null;
}

/** How many classes a column of words names; a missing one is none where its rows are left out. */
function classesOf(column: ColumnFacts, source: DataSettings['source']): number | null {
  const dropped = source.kind === 'table' && ruleOf(source, column.name).missing === 'drop';
  return dropped ? featuresOfColumn(column, { encode: 'oneHot', missing: 'drop' }) : column.distinct;
}

/** What the data are for, as far as they say so themselves; null where they could be for either. */
function aimOf({ source, task }: DataSettings, contents: FileContents | null): Aim | null {
  if (source.kind === 'generated') {
    const generator = generatorOf(source.generator);
    if (!generator) return null;
    return { task: task ?? generator.task, width: generator.classes?.length ?? 1 };
  }
  if (source.kind === 'text') return { task: task ?? 'classification', width: null };
  const column =
    source.kind === 'table' && contents?.kind === 'table'
      ? contents.columns.find(({ name }) => name === source.target)
      : undefined;
  if (task === 'regression') return { task, width: column ? 1 : null };
  if (column?.type === 'text') return { task: 'classification', width: classesOf(column, source) };
  // So many different numbers are hardly the numbers of classes.
  if (column && column.distinct === null && task === undefined) return { task: 'regression', width: 1 };
  return task ? { task, width: null } : null;
}
