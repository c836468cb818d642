import type { Factor } from '../../core/blocks/explain.ts';
import type { NumberedTerm } from '../../core/tape/terms.ts';
import type { CellView, EquationView, OperandView, StepView } from '../../core/tape/views.ts';
import { useT } from '../i18n/index.ts';
import { NumberInput } from '../parts/FieldEditor.tsx';
import { Formula } from '../parts/Lazy.tsx';
import { exact, format } from '../parts/number.ts';
import { type CellPlace, useTape } from '../store/tape.ts';
import { CurvePicture } from './CurvePicture.tsx';
import { selectCell } from './controller.ts';
import { Jacobian } from './Jacobian.tsx';
import { NeuronPicture } from './NeuronPicture.tsx';

/** One number and what it is made of: the inputs of a neuron, or the terms of a gradient. */
export function CellLevel({ view, detailed }: { view: StepView; detailed: boolean }) {
  const cell = useTape((state) => state.cell);
  const cellView = useTape((state) => state.cellView);
  if (!cell || !cellView) return null;
  return (
    <div className="cell-level">
      <Chooser equations={view.equations} cell={cell} />
      <div className="row top">
        <div className="grow">
          <Sentence cell={cellView} />
          {detailed ? <Terms cell={cellView} /> : <NeuronPicture cell={cellView} />}
          {cellView.numbers && <Numbers numbers={cellView.numbers} value={cellView.value} />}
        </div>
        {[cellView, ...(detailed ? [] : cellView.activations)].map(
          ({ block, curve }) => curve && <CurvePicture key={block} curve={curve} />,
        )}
        {cellView.jacobian && <Jacobian matrix={cellView.jacobian} column={cell.column} />}
      </div>
    </div>
  );
}

/** Which number is looked at: of what, in which row and column. */
function Chooser({ equations, cell }: { equations: readonly EquationView[]; cell: CellPlace }) {
  const t = useT();
  const targets = equations.filter((one, index) => {
    return equations.findIndex(({ target, index: input }) => target === one.target && input === one.index) === index;
  });
  const chosen = targets.find(({ target, index }) => target === cell.target && index === cell.input);
  const result = chosen?.parts.filter((part): part is OperandView => typeof part !== 'string').at(-1);
  const [rows, columns] = result?.shape ?? [1, 1];
  const place = (key: 'row' | 'column', most: number) => (
    <div className="row small">
      <span className="soft">{t(`step.${key}`)}</span>
      <NumberInput
        label={t(`step.${key}`)}
        testId={`cell-${key}`}
        value={cell[key]}
        step={1}
        bounds={[0, most - 1]}
        accept={(value) => Number.isInteger(value) && value >= 0 && value < most}
        onChange={(value) => void selectCell({ ...cell, [key]: value })}
      />
    </div>
  );
  return (
    <div className="row wrap chooser-row">
      {targets.length > 1 && (
        <div className="row small">
          <span className="soft">{t('step.choose')}</span>
          <select
            className="field"
            data-testid="cell-target"
            value={`${cell.target} ${cell.input}`}
            onChange={(event) => {
              const [target = '', input = '0'] = event.target.value.split(' ');
              void selectCell({ target, input: Number(input), row: 0, column: 0 });
            }}
          >
            {targets.map(({ target, index }) => (
              <option key={`${target} ${index}`} value={`${target} ${index}`}>
                {target === 'y' ? 'y' : `∂L/∂${target}${index > 0 ? index + 1 : ''}`}
              </option>
            ))}
          </select>
        </div>
      )}
      {place('row', rows)}
      {place('column', columns)}
    </div>
  );
}

/** The cell as one formula with the numbers put in. */
function Sentence({ cell }: { cell: CellView }) {
  const right = cell.tex ?? sumTex(cell);
  return (
    <div className="sentence scroll" data-testid="cell-formula">
      <Formula tex={`${cell.symbol} = ${right} = ${texOf(cell.value)}`} block />
    </div>
  );
}

const MOST_WRITTEN = 4;

function sumTex({ sum }: CellView): string {
  const shown = sum?.shown ?? [];
  const written = shown
    .slice(0, MOST_WRITTEN)
    .map(({ factors }) => factors.map(({ value }) => texOf(value)).join(' \\cdot '));
  return [...written, ...((sum?.count ?? 0) > MOST_WRITTEN ? ['\\dots'] : [])].join(' + ');
}

/** A number within a formula. */
function texOf(value: number): string {
  const text = format(value).replace('−', '-');
  const power = /^(.*)e(-?\d+)$/.exec(text.replace('−', '-'));
  const body = power
    ? `${power[1]} \\cdot 10^{${power[2]}}`
    : text.replace('∞', '\\infty').replace('NaN', '\\text{NaN}');
  return value < 0 ? `(${body})` : body;
}

function Terms({ cell }: { cell: CellView }) {
  const t = useT();
  const { sum, value } = cell;
  if (!sum) return null;
  const most = Math.max(...sum.shown.map(({ product }) => Math.abs(product)), 1e-30);
  return (
    <table className="table terms" data-testid="terms">
      <thead>
        <tr>
          <th>{t('step.terms', { count: sum.count })}</th>
          <th />
          <th className="number">{t('step.product')}</th>
          <th className="bar-column" />
        </tr>
      </thead>
      <tbody>
        {sum.shown.map((term, index) => (
          <TermRow
            key={term.index}
            term={term}
            gap={index > 0 && (sum.shown[index - 1]?.index ?? 0) + 1 < term.index}
            most={most}
          />
        ))}
        {sum.remainder !== null && (
          <tr>
            <td className="faint">{t('step.rest', { count: sum.count - sum.shown.length })}</td>
            <td />
            <td className="number" data-product={exact(sum.remainder)} title={exact(sum.remainder)}>
              {format(sum.remainder)}
            </td>
            <td />
          </tr>
        )}
        <tr className="sum">
          <td>{t('step.value')}</td>
          <td />
          <td className="number" data-testid="cell-value" data-value={exact(value)} title={exact(value)}>
            {format(value)}
          </td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

function TermRow({ term, gap, most }: { term: NumberedTerm; gap: boolean; most: number }) {
  const share = Math.abs(term.product) / most;
  return (
    <tr className={gap ? 'gap' : undefined}>
      <td className="faint number">{term.index + 1}</td>
      <td>
        <span className="row factors">
          {term.factors.map((factor, index) => (
            <FactorView key={factor.tex} factor={factor} first={index === 0} />
          ))}
        </span>
      </td>
      <td className="number" data-product={exact(term.product)} title={exact(term.product)}>
        {format(term.product)}
      </td>
      <td className="bar-column" aria-hidden>
        <span className={term.product < 0 ? 'bar negative' : 'bar'} style={{ width: `${share * 100}%` }} />
      </td>
    </tr>
  );
}

function FactorView({ factor, first }: { factor: Factor; first: boolean }) {
  const t = useT();
  const role = factor.role && t(`step.${factor.role}`);
  return (
    <>
      {!first && <span className="faint">·</span>}
      <span className={`factor ${factor.role ?? ''}`} title={role}>
        <Formula tex={factor.tex} />
        <span className="number" title={exact(factor.value)}>
          {format(factor.value)}
        </span>
        {role && <em className="faint">{role}</em>}
      </span>
    </>
  );
}

/** Every number that takes part in an update. */
function Numbers({ numbers, value }: { numbers: Readonly<Record<string, number>>; value: number }) {
  const t = useT();
  const { weight = Number.NaN } = numbers;
  return (
    <table className="table numbers">
      <tbody>
        {Object.entries(numbers).map(([name, number]) => (
          <tr key={name}>
            <td>{t(`step.numbers.${name as 'weight'}`)}</td>
            <td className="number" title={exact(number)}>
              {format(number)}
            </td>
          </tr>
        ))}
        <tr className="sum">
          <td>w'</td>
          <td className="number" data-testid="cell-value" data-value={exact(value)} title={exact(value)}>
            {format(value)}
          </td>
        </tr>
        <tr>
          <td>{t('step.change')}</td>
          <td className="number" title={exact(value - weight)}>
            {format(value - weight)}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
