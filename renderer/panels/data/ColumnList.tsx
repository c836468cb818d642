import { type ColumnFacts, isUsable, type TableContents } from '../../../core/data/contents.ts';
import type { TableSource } from '../../../core/data/settings.ts';
import { useT } from '../../i18n/index.ts';
import { chooseColumns, chosenColumns, usableColumns } from './columns.ts';

/** A table's columns, one a line: whether it is a feature, what it is called, what it holds, its first cells. */
export function ColumnList({
  source,
  contents,
  onChange,
}: {
  source: TableSource;
  contents: TableContents;
  onChange(source: TableSource): void;
}) {
  const t = useT();
  const chosen = chosenColumns(source, contents);
  const usable = usableColumns(source, contents);
  const choose = (names: readonly string[]) => onChange(chooseColumns(source, contents, names));
  const toggle = (name: string, on: boolean) => choose(on ? [...chosen, name] : chosen.filter((one) => one !== name));
  return (
    <div className="columns-part">
      <div className="row columns-head">
        <h3 className="grow">
          {t('data.features')}{' '}
          <span className="number">
            {t('data.featureCount', { chosen: chosen.length, count: contents.columns.length })}
          </span>
        </h3>
        <button type="button" className="button quiet small" onClick={() => choose(usable)}>
          {t('data.all')}
        </button>
        <button type="button" className="button quiet small" onClick={() => choose(usable.slice(0, 1))}>
          {t('data.firstOnly')}
        </button>
      </div>
      <ul className="column-list" aria-label={t('data.features')} data-testid="data-columns">
        {contents.columns.map((column, index) => (
          <Column
            key={column.name}
            facts={column}
            cells={contents.first.map((row) => row[index] ?? '')}
            role={column.name === source.target ? 'target' : chosen.includes(column.name) ? 'feature' : 'none'}
            last={chosen.length === 1}
            onToggle={(on) => toggle(column.name, on)}
          />
        ))}
      </ul>
    </div>
  );
}

function Column({
  facts,
  cells,
  role,
  last,
  onToggle,
}: {
  facts: ColumnFacts;
  cells: readonly string[];
  role: 'feature' | 'target' | 'none';
  last: boolean;
  onToggle(on: boolean): void;
}) {
  const t = useT();
  const on = role === 'feature';
  const kind = facts.empty > 0 ? t('data.gaps', { count: facts.empty }) : t(`data.${facts.type}`);
  return (
    <li className={role === 'target' ? 'table-column target' : 'table-column'}>
      {role === 'target' ? (
        <span className="column-choice">
          <span className="tag">{t('data.isTarget')}</span>
          <span className="column-name" title={facts.name}>
            {facts.name}
          </span>
        </span>
      ) : (
        <label className="column-choice">
          <input
            type="checkbox"
            aria-label={t('data.useColumn', { column: facts.name })}
            checked={on}
            disabled={on ? last : !isUsable(facts)}
            onChange={(event) => onToggle(event.target.checked)}
          />
          <span className="column-name" title={facts.name}>
            {facts.name}
          </span>
        </label>
      )}
      <span className={isUsable(facts) || role === 'target' ? 'column-type' : 'column-type unusable'}>{kind}</span>
      <span className="column-cells number" title={t('data.firstRows')}>
        {cells.join('  ')}
      </span>
    </li>
  );
}
