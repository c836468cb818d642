import { useId, useState } from 'react';
import { type BlockType, blocks, blockTypes } from '../../core/blocks/index.ts';
import type { Task } from '../../core/data/settings.ts';
import type { Aim } from '../../core/graph/fit.ts';
import { ofCategory } from '../../core/graph/graph.ts';
import { addStack } from '../commands/edit.ts';
import { taskOf } from '../engine/task.ts';
import { useT } from '../i18n/index.ts';
import { useAim } from '../panels/data/aim.ts';
import { NumberInput } from '../parts/FieldEditor.tsx';
import { useData } from '../store/data.ts';
import { useDocument } from '../store/document.ts';
import { closeDialog, Dialog } from './Dialogs.tsx';

const activations = blockTypes.filter((type) => blocks[type].category === 'activation' && type !== 'softmax');

/** A whole network at one stroke: hidden layers, activations, the last layer and the loss. */
export function StackDialog() {
  const t = useT();
  const id = useId();
  const [hidden, setHidden] = useState('8, 8');
  const [activation, setActivation] = useState<BlockType | ''>('relu');
  const [chosenTask, setTask] = useState<Task | null>(null);
  const [chosenOutputs, setOutputs] = useState<number | null>(null);
  const fitting = useFitting();
  const task = chosenTask ?? fitting.task;
  const outputs = chosenOutputs ?? (task === fitting.task ? fitting.width : null) ?? (task === 'regression' ? 1 : 2);
  const units = hidden
    .split(/[,、\s]+/)
    .filter((part) => part !== '')
    .map(Number);
  const sound = units.every((count) => Number.isInteger(count) && count >= 1 && count <= 1_000_000);
  const add = () => {
    closeDialog();
    addStack({ hidden: units, activation: activation === '' ? null : activation, outputs, task });
  };
  return (
    <Dialog title={t('dialog.stackTitle')}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (sound) add();
        }}
      >
        <label htmlFor={`${id}-hidden`} title={t('dialog.stackHiddenHelp')}>
          {t('dialog.stackHidden')}
        </label>
        <input
          id={`${id}-hidden`}
          className="field number"
          data-testid="stack-hidden"
          value={hidden}
          aria-invalid={!sound}
          onChange={(event) => setHidden(event.target.value)}
        />
        <label htmlFor={`${id}-activation`}>{t('dialog.stackActivation')}</label>
        <select
          id={`${id}-activation`}
          className="field"
          value={activation}
          onChange={(event) => setActivation(event.target.value as BlockType)}
        >
          {activations.map((type) => (
            <option key={type} value={type}>
              {blocks[type].title}
            </option>
          ))}
          <option value="">{t('dialog.stackNone')}</option>
        </select>
        <label htmlFor={`${id}-task`}>{t('dialog.stackTask')}</label>
        <select
          id={`${id}-task`}
          className="field"
          value={task}
          onChange={(event) => setTask(event.target.value as Task)}
        >
          <option value="classification">{t('dialog.classification')}</option>
          <option value="regression">{t('dialog.regression')}</option>
        </select>
        <label htmlFor={`${id}-outputs`}>{t('dialog.stackOutputs')}</label>
        <NumberInput
          id={`${id}-outputs`}
          label={t('dialog.stackOutputs')}
          value={outputs}
          step={1}
          bounds={[1, 10_000]}
          accept={(value) => Number.isInteger(value) && value >= 1 && value <= 10_000}
          onChange={setOutputs}
        />
        <div className="row dialog-actions">
          <button type="button" className="button" onClick={closeDialog}>
            {t('dialog.cancel')}
          </button>
          <button type="submit" className="button primary" data-testid="stack-add" disabled={!sound}>
            {t('dialog.add')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** What the data want, as far as it is known by now; a loss that is there already has its own task. */
function useFitting(): Aim {
  const graph = useDocument((state) => state.graph);
  const data = useDocument((state) => state.data);
  const target = useData((state) => state.summary?.facts.target);
  const aim = useAim(data);
  const known = taskOf(graph, data);
  const task = ofCategory(graph, 'loss').length > 0 ? known : (aim?.task ?? known);
  const read = target && { task: target.kind === 'values' ? ('regression' as const) : 'classification', ...target };
  const width = [aim, read].find((one) => one?.task === task && one.width !== null)?.width ?? null;
  return { task, width };
}
