import { wiresInto, wiresOutOf } from '../../core/graph/graph.ts';
import type { OperandView, StepView } from '../../core/tape/views.ts';
import { useT } from '../i18n/index.ts';
import { exact, format } from '../parts/number.ts';
import { useDocument } from '../store/document.ts';
import { useTape } from '../store/tape.ts';
import { axesOf } from './axes.ts';
import { HeatMap } from './HeatMap.tsx';

/** What flows into a block and out of it, along which wires, and how strongly. */
export function BlockLevel({ view }: { view: StepView }) {
  const t = useT();
  const { step } = view;
  const operands = view.equations.flatMap(({ parts }) =>
    parts.filter((part): part is OperandView => typeof part !== 'string'),
  );
  const distinct = operands.filter(
    (one, index) => operands.findIndex(({ ref }) => JSON.stringify(ref) === JSON.stringify(one.ref)) === index,
  );
  return (
    <div className="block-level">
      <Wires view={view} />
      <div className="row equation-parts">
        {distinct.map((operand) => (
          <HeatMap
            key={JSON.stringify(operand.ref) + operand.tex}
            operand={{ ...operand, transposed: false }}
            axes={axesOf(operand.ref, t)}
            height={96}
          />
        ))}
      </div>
      {step.phase === 'update' && <p className="soft small">{t('step.proposed')}</p>}
    </div>
  );
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
  const line = ({ from, to }: { from: string; to: string }, key: 'step.arrives' | 'step.sends') => {
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
            <td>{t('step.addsUp')}</td>
            <td className="number">Σ</td>
          </tr>
        )}
        {backward && leaving.map((wire) => line(wire, 'step.sends'))}
      </tbody>
    </table>
  );
}
