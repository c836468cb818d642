import { useT } from '../../i18n/index.ts';
import { NumberInput } from '../../parts/FieldEditor.tsx';
import { useCheckpoints } from '../../store/checkpoints.ts';
import { useView } from '../../store/view.ts';
import { megabytes } from './amounts.ts';

/** A project's checkpoints may take from one megabyte to a terabyte. */
const BOUNDS: [number, number] = [1, 1_000_000];

/** Whether checkpoints are kept, how much room they may take, and how much they do. */
export function CheckpointSettings() {
  const t = useT();
  const on = useView((state) => state.checkpoints);
  const room = useView((state) => state.checkpointRoom);
  const used = useCheckpoints((state) => state.list.reduce((sum, { bytes }) => sum + bytes, 0));
  const { set } = useView.getState();
  return (
    <div className="row small" role="group" aria-label={t('runs.checkpoints.settings')}>
      <label className="check-line">
        <input
          type="checkbox"
          data-testid="checkpoints-on"
          checked={on}
          onChange={(event) => set({ checkpoints: event.target.checked })}
        />
        {t('runs.checkpoints.each')}
      </label>
      <span className="soft" data-testid="checkpoints-used">
        {t('runs.checkpoints.used', { used: megabytes(used) })}
      </span>
      <span className="room-field" title={t('runs.checkpoints.roomHint')}>
        <NumberInput
          label={t('runs.checkpoints.room')}
          testId="checkpoints-room"
          value={room}
          step={1}
          bounds={BOUNDS}
          accept={(next) => Number.isInteger(next) && next >= BOUNDS[0] && next <= BOUNDS[1]}
          onChange={(next) => set({ checkpointRoom: next })}
        />
      </span>
      <span className="soft">{t('runs.checkpoints.unit')}</span>
    </div>
  );
}
