import { wiresInto, wiresOutOf } from '../../core/graph/graph.ts';
import type { OperandView, StepView } from '../../core/tape/views.ts';
import { useT } from '../i18n/index.ts';
import { exact, format } from '../parts/number.ts';
import { useDocument } from '../store/document.ts';
import { useTape } from '../store/tape.ts';
import { axesOf } from './axes.ts';
import { HeatMap } from './HeatMap.tsx';

/** What flows into a block, what it holds, and what flows out of it, along which wires and how strongly. */
export function BlockLevel({ view }: { view: StepView }) {
  const t = useT();
  const results = view.equations.flatMap(({ parts }) => operandsIn(parts).slice(-1));
  const rest = view.equations.flatMap(({ parts }) => operandsIn(parts).slice(0, -1));
  const isOwn = ({ ref }: OperandView) => ref.of === 'weight' && view.step.phase !== 'update';
  const groups = [
    ['step.input', rest.filter((operand) => !isOwn(operand))],
    ['step.own', rest.filter(isOwn)],
    ['step.output', results],
  ] as const;
  return (
    <div className="block-level">
      <Wires view={view} />
      <div className="row top wrap">
        {groups.map(([title, operands]) => {
          const shown = distinct(operands);
          return (
            shown.length > 0 && (
              <section key={title} className="block-group">
                <h3>{t(title)}</h3>
                <div className="row equation-parts">
                  {shown.map((operand) => (
                    <HeatMap
                      key={keyOf(operand)}
                      operand={{ ...operand, transposed: false }}
                      axes={axesOf(operand.ref, t)}
                      height={96}
                      numbers={false}
                    />
                  ))}
                </div>
              </section>
            )
          );
        })}
      </div>
    </div>
  );
}

function operandsIn(parts: readonly (OperandView | string)[]): readonly OperandView[] {
  return parts.filter((part): part is OperandView => typeof part !== 'string');
}

/** A tensor that stands in several equations, turned in some of them, is shown once. */
function distinct(operands: readonly OperandView[]): readonly OperandView[] {
  return operands.filter((one, index) => operands.findIndex((other) => keyOf(other) === keyOf(one)) === index);
}

function keyOf({ ref, data }: OperandView): string {
  return `${JSON.stringify(ref)} ${data[0]} ${data.at(-1)}`;
}

function Wires({ view: { step } }: { view: StepView }) {
  const t = useT();
  const graph = useDocument((state) => state.graph);
  const info = useTape((state) => state.info);
  if (!info || step.phase === 'update') return null;
  const backward = step.phase === 'backward';
  const flow = backward ? info.flow.backward : info.flow.forward;
  const arriving = backward ? wiresOutOf(graph, step.block) : wiresInto(graph, step.block);
  const leaving = backward ? wiresInto(graph, step.block) : wiresOutOf(graph, step.block);
  const sends = backward ? 'step.sends' : 'step.passes';
  const line = ({ from, to }: { from: string; to: string }, key: 'step.arrives' | 'step.sends' | 'step.passes') => {
    const value = flow[`${from} ${to}`];
    if (value === undefined) return null;
    const wire = backward ? `${to} → ${from}` : `${from} → ${to}`;
    return (
      <tr key={`${from} ${to}`}>
        <td>{t(key, { wire })}</td>
        <td className="number" title={exact(value)}>
          {format(value)}
        </td>
      </tr>
    );
  };
  const many = backward && arriving.filter(({ from, to }) => flow[`${from} ${to}`] !== undefined).length > 1;
  return (
    <table className="table wires">
      <thead>
        <tr>
          <th />
          <th className="number">{t('step.meanAbsolute')}</th>
        </tr>
      </thead>
      <tbody>
        {arriving.map((wire) => line(wire, 'step.arrives'))}
        {many && (
          <tr className="sum">
            <td colSpan={2}>{t('step.addsUp')}</td>
          </tr>
        )}
        {leaving.map((wire) => line(wire, sends))}
      </tbody>
    </table>
  );
}
