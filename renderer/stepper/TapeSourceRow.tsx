import { parts } from '../../core/data/dataset.ts';
import type { TapeSource } from '../engine/tapes.ts';
import { useT } from '../i18n/index.ts';
import { misfit } from '../panels/hand/handRows.ts';
import { useRowForm } from '../panels/hand/useRowForm.ts';
import { NumberInput } from '../parts/FieldEditor.tsx';
import { useData } from '../store/data.ts';
import { useDocument } from '../store/document.ts';
import { useTape } from '../store/tape.ts';
import { record, setRow, setView } from './controller.ts';

const MOST_ROWS = 512;

/** Which rows the tape is of, and which of them is looked at by itself. */
export function TapeSourceRow() {
  const t = useT();
  const source = useTape((state) => state.source);
  const info = useTape((state) => state.info);
  const view = useTape((state) => state.view);
  const row = useTape((state) => state.row);
  const rows = useData((state) => state.summary?.rows);
  const hand = useDocument((state) => state.inputs);
  const form = useRowForm();
  const fault = !hand?.target ? 'byHandAimless' : misfit(hand, form) ? 'byHandMisfit' : null;
  const inputs: TapeSource | null = hand?.target && !fault ? { kind: 'inputs', x: hand.x, target: hand.target } : null;
  const choose = (value: string) => {
    if (value === 'inputs' && inputs) void record(inputs);
    else
      void record({
        kind: 'part',
        part: value as 'train',
        first: 0,
        count: source.kind === 'part' ? source.count : 16,
      });
  };
  const number = (
    label: string,
    testId: string,
    value: number,
    bounds: [number, number],
    onChange: (value: number) => void,
  ) => (
    <div className="row small">
      <span className="soft">{label}</span>
      <NumberInput
        label={label}
        testId={testId}
        value={value}
        step={1}
        bounds={bounds}
        accept={(next) => Number.isInteger(next) && next >= bounds[0] && next <= bounds[1]}
        onChange={onChange}
      />
    </div>
  );
  return (
    <span className="row wrap tape-source">
      <select
        className="field compact"
        aria-label={t('step.source')}
        data-testid="tape-source"
        value={source.kind === 'part' ? source.part : 'inputs'}
        onChange={(event) => choose(event.target.value)}
      >
        {parts
          .filter((part) => (rows?.[part] ?? 0) > 0)
          .map((part) => (
            <option key={part} value={part}>
              {t(`step.part.${part}`)}
            </option>
          ))}
        {(hand || source.kind === 'inputs') && (
          <option value="inputs" disabled={!inputs}>
            {t(`step.${fault ?? 'byHand'}`)}
          </option>
        )}
      </select>
      {source.kind === 'part' && (
        <>
          {number(
            t('step.from'),
            'tape-first',
            source.first,
            [0, Math.max(0, (rows?.[source.part] ?? 1) - 1)],
            (first) => void record({ ...source, first }),
          )}
          {number(
            t('step.rows'),
            'tape-rows',
            info?.rows ?? source.count,
            [1, MOST_ROWS],
            (count) => void record({ ...source, count }),
          )}
        </>
      )}
      <select
        className="field compact"
        aria-label={t('step.sampleOf')}
        data-testid="tape-view"
        value={view}
        onChange={(event) => setView(event.target.value as 'batch')}
      >
        <option value="batch">{t('step.wholeBatch')}</option>
        <option value="sample">{t('step.sampleOf')}</option>
      </select>
      {number(t('step.row'), 'tape-row', row, [0, (info?.rows ?? 1) - 1], setRow)}
    </span>
  );
}
