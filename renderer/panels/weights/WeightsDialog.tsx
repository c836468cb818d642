import { RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Tensor } from '../../../core/tensor.ts';
import type { Weights } from '../../../core/train/weights.ts';
import { largest } from '../../canvas/paint.ts';
import { Dialog } from '../../dialogs/Dialogs.tsx';
import { adoptTraining, currentWeights, pause } from '../../engine/controller.ts';
import { useLook } from '../../engine/look.ts';
import { useT } from '../../i18n/index.ts';
import { NumberInput } from '../../parts/FieldEditor.tsx';
import { format } from '../../parts/number.ts';
import { useDocument } from '../../store/document.ts';
import { isBusy, useRun } from '../../store/run.ts';
import { filledWith, withBlock, withCell, withoutBlock, withWeight } from './changeWeights.ts';
import { parseNumbers } from './parseNumbers.ts';
import { WeightGrid } from './WeightGrid.tsx';

const PAUSE = 200;

/** The weights of a block in a table. Each change is a step of the document's history, and the network has it at once. */
export default function WeightsDialog({ id, onClose }: { id: string; onClose(): void }) {
  const t = useT();
  const busy = useRun(isBusy);
  const found = useLook('weights', (engine) => engine.weights(), PAUSE);
  const [changed, setChanged] = useState<{ name: string; weight: Tensor } | null>(null);
  const [chosen, setChosen] = useState(0);
  const [fill, setFill] = useState(0);
  const [said, setSaid] = useState('');
  // What the engine says now holds the change.
  useEffect(() => setChanged(null), [found]);

  const names = [...(found?.keys() ?? [])].filter((name) => name.startsWith(`${id}.`));
  const name = names[chosen] ?? names[0];
  const weight = changed && changed.name === name ? changed.weight : name ? found?.get(name) : undefined;
  const edit = async (change: (weights: Weights) => Weights | null) => {
    // Undoing the change leads back to what was trained, and not to what the training began with.
    await adoptTraining();
    const weights = await currentWeights();
    if (weights) useDocument.getState().edit({ key: 'editWeights', detail: id }, { weights: change(weights) });
  };
  const put = (next: Tensor) => {
    if (!name) return;
    setChanged({ name, weight: next });
    void edit((weights) => withWeight(weights, name, next));
  };
  const paste = (row: number, column: number, text: string) => {
    const block = parseNumbers(text);
    if (!block || !weight) return setSaid(t('train.weights.noNumbers'));
    const { weight: next, count, cut } = withBlock(weight, row, column, block);
    put(next);
    setSaid(t(cut ? 'train.weights.cut' : 'train.weights.pasted', { count }));
  };

  return (
    <Dialog title={t('train.weights.title', { name: id })} wide onClose={onClose}>
      <div className="weights-dialog">
        <div className="row wrap">
          <select
            className="field weights-name"
            aria-label={t('train.weights.choose')}
            value={name ?? ''}
            onChange={(event) => setChosen(names.indexOf(event.target.value))}
          >
            {names.map((one) => (
              <option key={one} value={one}>
                {one} [{found?.get(one)?.shape.join(', ')}]
              </option>
            ))}
          </select>
          <span className="grow" />
          <span className="small soft">{t('train.weights.setAll')}</span>
          <NumberInput
            label={t('train.weights.setAll')}
            testId="weights-fill"
            value={fill}
            step={0.1}
            bounds={[-1e30, 1e30]}
            accept={(value) => Number.isFinite(value) && Math.abs(value) <= 1e30}
            disabled={busy}
            onChange={setFill}
          />
          <button
            type="button"
            className="button small"
            data-testid="weights-set-all"
            disabled={busy || !weight}
            onClick={() => weight && put(filledWith(weight, fill))}
          >
            {t('train.weights.apply')}
          </button>
          <button
            type="button"
            className="button small"
            data-testid="weights-seed"
            disabled={busy || !weight}
            onClick={() => void edit((weights) => withoutBlock(weights, id))}
          >
            <RotateCcw size={13} aria-hidden />
            {t('train.weights.seed')}
          </button>
        </div>
        {busy && (
          <p className="row weights-busy">
            <span className="grow">{t('train.weights.busy')}</span>
            <button type="button" className="button small" onClick={() => void pause()}>
              {t('train.weights.pause')}
            </button>
          </p>
        )}
        {weight && name ? (
          <WeightGrid
            key={name}
            name={name}
            weight={weight}
            readOnly={busy}
            onChange={(row, column, value) => put(withCell(weight, row, column, value))}
            onPaste={paste}
          />
        ) : (
          <p className="chart-note">{t(found === undefined ? 'train.weights.loading' : 'train.weights.none')}</p>
        )}
        <p className="small faint" role="status">
          {said || t('train.weights.hint')}
        </p>
        {weight && (
          <p className="small faint">{t('train.weights.scale', { limit: format(largest(weight.data), 3) })}</p>
        )}
      </div>
    </Dialog>
  );
}
