import { useMemo } from 'react';
import { shortest } from '../../../core/formats/shortest.ts';
import type { DataRows, DataSummary } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { columnFormat } from '../../parts/columnFormat.ts';

/** More columns than this would not be looked at. */
const MOST_COLUMNS = 24;

/** Rows as numbers, each column aligned at its decimal point; a hover tells all digits. */
export function RowsTable({ rows, summary }: { rows: DataRows; summary: DataSummary }) {
  const t = useT();
  const [count = 0, features = 0] = rows.x.shape;
  const shown = Math.min(features, MOST_COLUMNS);
  const columns = useMemo(() => columnsOf(rows, shown), [rows, shown]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <div className="rows-table scroll" role="region" aria-label={t('data.preview')} tabIndex={0}>
      <table className="table" data-testid="data-rows">
        <thead>
          <tr>
            <th scope="col" className="number">
              <span className="visually-hidden">{t('data.row')}</span>#
            </th>
            {rows.texts && <th scope="col">{t('data.texts.column')}</th>}
            {columns.map((_, index) => (
              <th key={summary.features[index]} scope="col" className="number" title={summary.features[index]}>
                <span className="column-title">{summary.features[index] ?? index}</span>
              </th>
            ))}
            {features > shown && <th scope="col">{t('data.more', { count: features - shown })}</th>}
            {rows.target && (
              <th scope="col" className="target-cell">
                {t('data.target')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, row) => (
            <tr key={row}>
              <th scope="row" className="number">
                {row}
              </th>
              {rows.texts && (
                <td className="text-cell" title={rows.texts[row]}>
                  {rows.texts[row]}
                </td>
              )}
              {columns.map(({ values, text }, column) => (
                <td key={summary.features[column]} className="number" title={shortest(values[row] as number)}>
                  {text(values[row] as number)}
                </td>
              ))}
              {features > shown && <td className="faint">…</td>}
              {rows.target && <td className="target-cell number">{targetText(rows, row, summary)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function columnsOf({ x: { shape, data } }: DataRows, shown: number) {
  const [count = 0, features = 0] = shape;
  return Array.from({ length: shown }, (_, column) => {
    const values = Array.from({ length: count }, (_, row) => data[row * features + column] as number);
    return { values, text: columnFormat(values) };
  });
}

/** A class by its name, or the first few values. */
export function targetText({ target }: DataRows, row: number, { facts, classes }: DataSummary): string {
  if (!target) return '';
  const width = target.shape[1] as number;
  const values = Array.from(target.data.subarray(row * width, (row + 1) * width));
  if (facts.target?.kind === 'classes') return classes?.[values[0] as number] ?? String(values[0]);
  return values
    .slice(0, 4)
    .map((value) => Number(value.toPrecision(4)))
    .join(', ');
}
