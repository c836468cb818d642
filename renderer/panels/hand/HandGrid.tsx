import { X } from 'lucide-react';
import { shortest } from '../../../core/formats/shortest.ts';
import { type HandInputs, linesOf } from '../../../core/project/handInputs.ts';
import type { PredictionRow } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { format } from '../../parts/number.ts';
import { answerGroups } from './answers.ts';
import { isClass, pasteAt, removeRow, rowCount, setCell } from './handRows.ts';
import { NumberCell } from './NumberCell.tsx';
import { readRows } from './readRows.ts';
import type { NamedForm } from './useRowForm.ts';

/** Wider rows are typed as text; a grid of hundreds of cells a row would help nobody. */
export const WIDEST = 32;

/** More fields than these rows have would keep the page busy for seconds. */
const MOST_ROWS = 500;

type Change = (inputs: HandInputs | null, gesture?: string) => void;

/** The rows as a grid to type in, and behind each what the network says of it. */
export function HandGrid({
  inputs,
  form,
  answers,
  onChange,
}: {
  inputs: HandInputs;
  form: NamedForm;
  answers: readonly PredictionRow[] | null;
  onChange: Change;
}) {
  const t = useT();
  const lines = linesOf(inputs.x);
  const shown = answers?.length === rowCount(inputs) ? answers : null;
  const groups = answerGroups(shown ?? []);
  const classifies = shown?.some(({ predicted }) => predicted !== null) ?? form.classes !== null;
  return (
    <div className="hand-grid scroll">
      <table className="table" data-testid="hand-grid">
        <Head inputs={inputs} form={form} groups={groups} classifies={classifies} />
        <tbody>
          {lines.slice(0, MOST_ROWS).map((line, row) => (
            <tr key={row}>
              <th scope="row" className="number">
                {row + 1}
              </th>
              <Inputs inputs={inputs} form={form} line={line} row={row} onChange={onChange} />
              <Targets inputs={inputs} form={form} row={row} onChange={onChange} />
              <td className="arrow faint" aria-hidden>
                →
              </td>
              {groups.map((group) =>
                form.outputNames.map((name, index) => {
                  const value = shown?.[row]?.[group]?.[index];
                  return (
                    <td
                      key={`${group} ${name}`}
                      className="number answer"
                      data-testid={`hand-${group}-${row}-${index}`}
                      title={value === undefined ? undefined : shortest(value)}
                    >
                      {format(value)}
                    </td>
                  );
                }),
              )}
              {classifies && (
                <td className="answer predicted">{form.outputNames[shown?.[row]?.predicted ?? -1] ?? '–'}</td>
              )}
              <td>
                <button
                  type="button"
                  className="button quiet small icon"
                  aria-label={t('data.hand.removeRow', { row: row + 1 })}
                  onClick={() => onChange(removeRow(inputs, row))}
                >
                  <X size={13} aria-hidden />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > MOST_ROWS && (
        <p className="soft small">{t('data.hand.more', { count: lines.length - MOST_ROWS })}</p>
      )}
    </div>
  );
}

function Head({
  inputs,
  form,
  groups,
  classifies,
}: {
  inputs: HandInputs;
  form: NamedForm;
  groups: readonly ('output' | 'probabilities')[];
  classifies: boolean;
}) {
  const t = useT();
  const wide = form.features > WIDEST;
  return (
    <thead>
      <tr>
        <th scope="col" className="number" rowSpan={2}>
          <span className="visually-hidden">{t('data.row')}</span>#
        </th>
        {wide ? (
          <th scope="col" rowSpan={2}>
            x
          </th>
        ) : (
          form.featureNames.map((name) => (
            <th key={name} scope="col" className="number" rowSpan={2} title={name}>
              <span className="column-title">{name}</span>
            </th>
          ))
        )}
        {inputs.target && (
          <th scope="col" colSpan={form.targets} rowSpan={2}>
            {t('data.target')}
          </th>
        )}
        <td rowSpan={2} />
        {groups.map((group) => (
          <th key={group} scope="colgroup" className="answer" colSpan={form.outputNames.length}>
            {t(`data.hand.${group}`)}
          </th>
        ))}
        {classifies && (
          <th scope="col" className="answer" rowSpan={2}>
            {t('data.hand.predicted')}
          </th>
        )}
        <td rowSpan={2} />
      </tr>
      <tr>
        {groups.map((group) =>
          form.outputNames.map((name) => (
            <th key={`${group} ${name}`} scope="col" className="number answer" title={name}>
              <span className="column-title">{name}</span>
            </th>
          )),
        )}
      </tr>
    </thead>
  );
}

function Inputs({
  inputs,
  form,
  line,
  row,
  onChange,
}: {
  inputs: HandInputs;
  form: NamedForm;
  line: readonly number[];
  row: number;
  onChange: Change;
}) {
  const t = useT();
  if (line.length > WIDEST) return <td className="faint">{t('data.hand.wide', { count: line.length })}</td>;
  return line.map((value, column) => {
    const name = form.featureNames[column] ?? String(column);
    return (
      <td key={name}>
        <NumberCell
          label={t('data.hand.cell', { row: row + 1, column: name })}
          value={value}
          place={[row, column]}
          onChange={(next) => onChange(setCell(inputs, 'x', row, column, next), `cell ${row} ${column}`)}
          onPaste={(text) => {
            const { rows } = readRows(text, [line.length - column]);
            if (rows.length < 2 && (rows[0]?.length ?? 0) < 2) return false;
            onChange(pasteAt(inputs, row, column, rows));
            return true;
          }}
        />
      </td>
    );
  });
}

/** A class to choose, or the values to come near to. */
function Targets({
  inputs,
  form,
  row,
  onChange,
}: {
  inputs: HandInputs;
  form: NamedForm;
  row: number;
  onChange: Change;
}) {
  const t = useT();
  const { target } = inputs;
  if (!target) return null;
  const label = t('data.hand.cell', { row: row + 1, column: t('data.target') });
  const width = target.shape[1] as number;
  const values = [...target.data.subarray(row * width, (row + 1) * width)];
  if (form.classes !== null) {
    const [value = 0] = values;
    const isKnown = isClass(value, form.classes);
    return (
      <td>
        <select
          className="field cell"
          aria-label={label}
          data-testid={`hand-target-${row}`}
          value={String(value)}
          aria-invalid={!isKnown}
          onChange={(event) => onChange(setCell(inputs, 'target', row, 0, Number(event.target.value)))}
        >
          {!isKnown && <option value={String(value)}>{shortest(value)}</option>}
          {Array.from({ length: form.classes }, (_, index) => (
            <option key={form.outputNames[index]} value={index}>
              {form.outputNames[index] ?? index}
            </option>
          ))}
        </select>
      </td>
    );
  }
  return values.map((value, column) => (
    <td key={form.outputNames[column] ?? column}>
      <NumberCell
        label={values.length > 1 ? `${label} ${column + 1}` : label}
        value={value}
        place={[row, form.features + column]}
        onChange={(next) => onChange(setCell(inputs, 'target', row, column, next), `target ${row} ${column}`)}
        onPaste={() => false}
      />
    </td>
  ));
}
