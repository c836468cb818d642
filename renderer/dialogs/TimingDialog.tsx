import * as Comlink from 'comlink';
import { useEffect, useRef, useState } from 'react';
import { writeCsv } from '../../core/formats/csv.ts';
import type { Backend } from '../../core/runtime/backend.ts';
import type { Timing } from '../../core/train/timing.ts';
import { exportText } from '../charts/exportFigure.ts';
import { classColour } from '../charts/palette.ts';
import { TimingChart } from '../charts/TimingChart.tsx';
import { sync } from '../engine/controller.ts';
import { ask } from '../engine/turns.ts';
import { useT } from '../i18n/index.ts';
import { format } from '../parts/number.ts';
import { Dialog } from './Dialogs.tsx';

/** How batch size and backend decide what an epoch costs: measured on this network, these data and this machine. */
export default function TimingDialog() {
  const t = useT();
  const { timings, running, start, stop } = useTimings();
  const backends = [...new Set(timings.map(({ backend }) => backend))];
  const sizes = [...new Set(timings.map(({ batchSize }) => batchSize))].sort((a, b) => a - b);
  const milliseconds = (backend: Backend, size: number) => {
    const found = timings.find((one) => one.backend === backend && one.batchSize === size);
    return found && 1000 * found.seconds;
  };
  const save = () =>
    exportText(
      'timing',
      'csv',
      writeCsv(
        ['backend', 'batchSize', 'milliseconds'],
        timings.map(({ backend, batchSize, seconds }) => [backend, batchSize, 1000 * seconds]),
      ),
    );
  return (
    <Dialog title={t('runs.timing.title')} wide>
      <p className="soft">{t('runs.timing.about')}</p>
      {timings.length > 0 && (
        <div className="timing">
          <TimingChart timings={timings} />
          <table className="table" data-testid="timing-table">
            <thead>
              <tr>
                <th scope="col" className="number">
                  {t('runs.timing.rows')}
                </th>
                {backends.map((backend, index) => (
                  <th key={backend} scope="col" className="number" style={{ color: classColour(index) }}>
                    {backend}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sizes.map((size) => (
                <tr key={size}>
                  <th scope="row" className="number">
                    {size}
                  </th>
                  {backends.map((backend) => (
                    <td key={backend} className="number">
                      {format(milliseconds(backend, size))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="row">
        {running ? (
          <button type="button" className="button" onClick={stop}>
            {t('runs.timing.stop')}
          </button>
        ) : (
          <button type="button" className="button primary" data-testid="timing-start" onClick={() => void start()}>
            {t('runs.timing.start')}
          </button>
        )}
        {!running && timings.length > 0 && (
          <button type="button" className="button" onClick={() => void save()}>
            {t('runs.timing.save')}
          </button>
        )}
      </div>
    </Dialog>
  );
}

/** Measurements as they come in; closing the dialog ends them. */
function useTimings() {
  const [timings, setTimings] = useState<readonly Timing[]>([]);
  const [running, setRunning] = useState(false);
  const wanted = useRef(false);
  const stop = () => {
    wanted.current = false;
  };
  useEffect(() => stop, []);
  const start = async () => {
    setTimings([]);
    setRunning(true);
    wanted.current = true;
    await sync();
    const onTiming = Comlink.proxy((timing: Timing) => {
      if (wanted.current) setTimings((before) => [...before, timing]);
      return wanted.current;
    });
    await ask((engine) => engine.timeEpochs(onTiming));
    setRunning(false);
  };
  return { timings, running, start, stop };
}
