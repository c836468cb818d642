import type { EquationView, OperandView } from '../../core/tape/views.ts';
import { useT, useText } from '../i18n/index.ts';
import { Formula } from '../parts/Lazy.tsx';
import { useTape } from '../store/tape.ts';
import { axesOf, hasSamples } from './axes.ts';
import { selectCell } from './controller.ts';
import { HeatMap } from './HeatMap.tsx';

const HEIGHT = 128;

/** The step as matrix equations, the mini-batch as rows. A click on the result asks where a number comes from. */
export function MatrixLevel({ equations }: { equations: readonly EquationView[] }) {
  return (
    <div className="equations">
      {equations.map((equation) => (
        <Equation key={`${equation.target} ${equation.index} ${equation.label?.en}`} equation={equation} />
      ))}
    </div>
  );
}

export function Equation({ equation }: { equation: EquationView }) {
  const text = useText();
  const operands = equation.parts.filter((part): part is OperandView => typeof part !== 'string');
  const result = operands[operands.length - 1];
  return (
    <section className="equation" data-target={equation.target}>
      {equation.label && <h3>{text(equation.label)}</h3>}
      <div className="row equation-parts">
        {equation.parts.map((part, index) =>
          typeof part === 'string' ? (
            <span key={index} className="sign">
              <Formula tex={part} />
            </span>
          ) : (
            <Part key={index} operand={part} equation={equation} isResult={part === result} />
          ),
        )}
      </div>
    </section>
  );
}

function Part({ operand, equation, isResult }: { operand: OperandView; equation: EquationView; isResult: boolean }) {
  const t = useT();
  const cell = useTape((state) => state.cell);
  const row = useTape((state) => state.row);
  const view = useTape((state) => state.view);
  const mine = isResult && cell?.target === equation.target && cell.input === equation.index;
  return (
    <HeatMap
      operand={operand}
      axes={axesOf(operand.ref, t)}
      height={HEIGHT}
      selected={mine ? cell : null}
      band={view === 'batch' && hasSamples(operand.ref) && !operand.transposed ? row : null}
      {...(isResult && {
        onSelect: (at: number, column: number) =>
          void selectCell({ target: equation.target, input: equation.index, row: at, column }),
      })}
    />
  );
}
