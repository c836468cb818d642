import { useEffect, useState } from 'react';
import type { EquationView, StepView } from '../../core/tape/views.ts';
import { ask } from '../engine/turns.ts';
import { useT } from '../i18n/index.ts';
import { useTape } from '../store/tape.ts';
import { axesOf } from './axes.ts';
import { HeatMap } from './HeatMap.tsx';

/** For a layer on the way back: the gradient of one row by itself beside that of the batch, which is the rows' mean. */
export function SampleCompare({ view }: { view: StepView }) {
  const t = useT();
  const row = useTape((state) => state.row);
  const position = useTape((state) => state.position);
  const which = useTape((state) => state.view);
  const rows = useTape((state) => state.info?.rows ?? 1);
  const wanted = view.step.phase === 'backward' && which === 'batch' && rows > 1 && gradientOf(view) !== null;
  const [seen, setSeen] = useState<{ readonly row: number; readonly sample: StepView | null } | null>(null);
  useEffect(() => {
    if (!wanted || position === null) return;
    let current = true;
    void (async () => {
      await ask((engine) => engine.tapeSample(row));
      const found = await ask((engine) => engine.tapeStep(position, 'sample'));
      if (current) setSeen({ row, sample: found });
    })();
    return () => {
      current = false;
    };
  }, [wanted, row, position]);
  // Until the row that is asked for has been recorded there is nothing to show: the last one's numbers are not its own.
  const sample = seen?.row === row ? seen.sample : null;
  if (!wanted || sample?.index !== view.index) return null;
  const [batchGradient, rowGradient] = [gradientOf(view), gradientOf(sample)];
  if (!batchGradient || !rowGradient) return null;
  return (
    <section className="equation" data-testid="sample-compare">
      <div className="row equation-parts">
        <div>
          <h3>{t('step.batchGradient')}</h3>
          <HeatMap operand={batchGradient} axes={axesOf(batchGradient.ref, t)} height={96} />
        </div>
        <div>
          <h3>{t('step.sampleGradient', { row })}</h3>
          <HeatMap operand={rowGradient} axes={axesOf(rowGradient.ref, t)} height={96} />
        </div>
      </div>
    </section>
  );
}

function gradientOf({ equations }: StepView) {
  const weight = equations.find(({ target }: EquationView) => target === 'weight');
  const last = weight?.parts[weight.parts.length - 1];
  return last && typeof last !== 'string' ? last : null;
}
