import { AlertTriangle, Wrench } from 'lucide-react';
import { ruleOf } from '../../../core/data/columns.ts';
import { type ColumnFacts, type FileContents, featuresOfColumn } from '../../../core/data/contents.ts';
import { generatorOf } from '../../../core/data/generators/index.ts';
import { addressParts } from '../../../core/data/guess.ts';
import type { DataSettings } from '../../../core/data/settings.ts';
import { type Aim, wrongLoss } from '../../../core/graph/fit.ts';
import { adaptNetwork } from '../../commands/data.ts';
import { useContents } from '../../engine/contents.ts';
import { useT } from '../../i18n/index.ts';
import { useDocument } from '../../store/document.ts';

/** Says where the network's loss and the data's targets do not go together, and offers to put the other loss there. */
export function AdaptNotice({ data }: { data: DataSettings }) {
  const t = useT();
  const { source } = data;
  const graph = useDocument((state) => state.graph);
  const look = useContents(pathOf(source));
  const aim = aimOf(data, look?.kind === 'known' ? look.contents : null);
  if (!aim || !wrongLoss(graph, aim.task)) return null;
  return (
    <div className="problem warning" data-testid="data-adapt">
      <AlertTriangle size={15} aria-hidden />
      <div className="grow">
        <p>{t(`data.adaptText.${aim.task}`)}</p>
        <div className="row">
          <button type="button" className="button small" onClick={() => adaptNetwork(aim)}>
            <Wrench size={12} aria-hidden />
            {t(`data.adapt.${aim.task}`)}
          </button>
        </div>
      </div>
    </div>
  );
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
export function aimOf({ source, task }: DataSettings, contents: FileContents | null): Aim | null {
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
