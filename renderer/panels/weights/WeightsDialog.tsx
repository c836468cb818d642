import { RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Tensor } from '../../../core/tensor.ts';
import { largest } from '../../canvas/paint.ts';
import { Dialog } from '../../dialogs/Dialogs.tsx';
import { pause } from '../../engine/controller.ts';
import { useLook } from '../../engine/look.ts';
import { useT } from '../../i18n/index.ts';
import { NumberInput } from '../../parts/FieldEditor.tsx';
import { format } from '../../parts/number.ts';
import { isBusy, useRun } from '../../store/run.ts';
import { filledWith, withBlock, withCell, withChanged, withoutBlock } from './changeWeights.ts';
import { editWeights } from './editWeights.ts';
import { parseNumbers } from './parseNumbers.ts';
import { WeightGrid } from './WeightGrid.tsx';

const PAUSE = 200;

/** What was done to a weight, shown at once and until the engine has taken it in. */
interface Change {
  readonly name: string;
  readonly make: (before: Tensor) => Tensor;
  readonly done: boolean;
}

/** The weights of a block in a table. Each change is a step of the document's history, and the network has it at once. */
export default function WeightsDialog({ id, onClose }: { id: string; onClose(): void }) {
  const t = useT();
  const busy = useRun(isBusy);
  const found = useLook('weights', (engine) => engine.weights(), PAUSE);
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const [chosen, setChosen] = useState(0);
  const [fill, setFill] = useState(0);
  const [said, setSaid] = useState('');
  // What the engine says now holds the changes that it has taken in.
  useEffect(() => setChanges((all) => all.filter(({ done }) => !done)), [found]);

  const names = [...(found?.keys() ?? [])].filter((name) => name.startsWith(`${id}.`));
  const name = names[chosen] ?? names[0];
  const asFound = name ? found?.get(name) : undefined;
  const weight =
    asFound && changes.reduce((made, change) => (change.name === name ? change.make(made) : made), asFound);
  const put = async (make: Change['make']) => {
    if (!name) return;
    const change = { name, make, done: false };
    setChanges((all) => [...all, change]);
    try {
      await editWeights(id, (weights) => withChanged(weights, name, make));
    } finally {
      setChanges((all) => all.map((one) => (one === change ? { ...one, done: true } : one)));
    }
  };
  const paste = (row: number, column: number, text: string) => {
    const block = parseNumbers(text);
    if (!block || !weight) return setSaid(t('train.weights.noNumbers'));
    const { count, cut } = withBlock(weight, row, column, block);
    void put((before) => withBlock(before, row, column, block).weight);
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
            onClick={() => void put((before) => filledWith(before, fill))}
          >
            {t('train.weights.apply')}
          </button>
          <button
            type="button"
            className="button small"
            data-testid="weights-seed"
            disabled={busy || !weight}
            onClick={() => void editWeights(id, (weights) => withoutBlock(weights, id))}
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
            onChange={(row, column, value) => void put((before) => withCell(before, row, column, value))}
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
