import { MOST_CATEGORIES, ruleOf } from '../../../core/data/columns.ts';
import { type ColumnFacts, type TableContents, usualRule } from '../../../core/data/contents.ts';
import type { ColumnRule, TableSource } from '../../../core/data/settings.ts';
import { useT } from '../../i18n/index.ts';
import { chooseColumns, chosenColumns, setRule, usableColumns } from './columns.ts';
import { MissingChoice } from './MissingChoice.tsx';

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
            rule={ruleOf(source, column.name)}
            last={chosen.length === 1}
            onRule={(rule) => onChange(setRule(source, column.name, rule))}
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
  rule,
  last,
  onRule,
  onToggle,
}: {
  facts: ColumnFacts;
  cells: readonly string[];
  role: 'feature' | 'target' | 'none';
  rule: ColumnRule;
  last: boolean;
  onRule(rule: ColumnRule): void;
  onToggle(on: boolean): void;
}) {
  const t = useT();
  const on = role === 'feature';
  const first = cells.join('  ');
  const choice = role !== 'none' && (facts.missing > 0 || rule.missing !== undefined);
  const possible = usualRule(facts) !== null;
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
            disabled={on ? last : !possible}
            onChange={(event) => onToggle(event.target.checked)}
          />
          <span className="column-name" title={facts.name}>
            {facts.name}
          </span>
        </label>
      )}
      <ColumnType facts={facts} target={role === 'target'} />
      {choice ? (
        <MissingChoice column={facts.name} target={role === 'target'} rule={rule} first={first} onRule={onRule} />
      ) : (
        <span className="column-cells number" title={t('data.firstRows')}>
          {first}
        </span>
      )}
    </li>
  );
}

/** What a column holds: numbers, words of so many kinds, values that are missing. */
function ColumnType({ facts, target }: { facts: ColumnFacts; target: boolean }) {
  const t = useT();
  const { type, missing, categories } = facts;
  const many = type === 'text' && categories === null && !target;
  const kind =
    missing > 0
      ? t('data.gaps', { count: missing })
      : type === 'text' && categories !== null
        ? t('data.textOf', { count: categories })
        : t(`data.${type}`);
  const hint = many
    ? t('data.tooManyCategories', { most: MOST_CATEGORIES })
    : type === 'text' && !target
      ? t('data.oneHotHint')
      : undefined;
  return (
    <span className={many || (missing > 0 && !target) ? 'column-type unusable' : 'column-type'} title={hint}>
      {kind}
    </span>
  );
}
