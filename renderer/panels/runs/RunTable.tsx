import { Trash2 } from 'lucide-react';
import { optimizerOf } from '../../../core/optimizers/index.ts';
import { LineSign } from '../../charts/CurveLegend.tsx';
import { type Key, useT } from '../../i18n/index.ts';
import { format } from '../../parts/number.ts';
import { useView } from '../../store/view.ts';
import { type RunRecord, useWorkspace } from '../../store/workspace.ts';
import { duration, networkText, runFigures } from './describeRun.ts';

/** Each training of this project: what it was, what it came to, and a box that lays its curves over the others. */
export function RunTable() {
  const t = useT();
  const runs = useWorkspace((state) => state.runs);
  const shown = useWorkspace((state) => state.shownRuns);
  const numbered = runs.map((run, index) => ({ run, number: index + 1 })).reverse();
  const all = runs.length > 0 && runs.every(({ id }) => shown.includes(id));
  return (
    <table className="table number run-table">
      <thead>
        <tr>
          <th scope="col">
            <input
              type="checkbox"
              aria-label={t('runs.chooseAll')}
              title={t('runs.chooseAll')}
              checked={all}
              onChange={() => useWorkspace.setState({ shownRuns: all ? [] : runs.map(({ id }) => id) })}
            />
          </th>
          <th scope="col">{t('runs.number')}</th>
          <th scope="col">{t('runs.started')}</th>
          <th scope="col">{t('runs.network')}</th>
          <th scope="col">{t('runs.optimizer')}</th>
          <th scope="col">{t('runs.backend')}</th>
          <th scope="col" className="number">
            {t('runs.epochs')}
          </th>
          <th scope="col" className="number">
            {t('runs.loss')}
          </th>
          <th scope="col" className="number">
            {t('runs.accuracy')}
          </th>
          <th scope="col" className="number">
            {t('runs.time')}
          </th>
          <th scope="col" className="number">
            {t('runs.speed')}
          </th>
          <th scope="col">{t('runs.ending')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('runs.delete')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {numbered.map(({ run, number }) => (
          <Row key={run.id} run={run} number={number} shown={shown.includes(run.id)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ run, number, shown }: { run: RunRecord; number: number; shown: boolean }) {
  const t = useT();
  const language = useView((state) => state.language);
  const figures = runFigures(run);
  const network = networkText(run.graph);
  const { optimizer, batchSize } = run.training;
  const share = (value: number | null) => (value === null ? '–' : value.toFixed(4));
  const started = new Date(run.startedAt);
  return (
    <tr data-testid="run-row">
      <td>
        <input
          type="checkbox"
          aria-label={t('runs.choose', { number })}
          checked={shown}
          onChange={() => toggle(run.id)}
        />
      </td>
      <td>
        <span className="run-sign">
          {shown && <LineSign number={number} part="train" />}#{number}
        </span>
      </td>
      <td title={started.toLocaleString(language)}>
        {started.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })}
      </td>
      <td className="run-network" title={network}>
        {network}
      </td>
      <td className="run-network">
        {optimizerOf(optimizer.type)?.title ?? optimizer.type} {optimizer.learningRate} · {batchSize}
      </td>
      <td>{run.backend}</td>
      <td className="number">{figures.epochs}</td>
      <Pair first={format(figures.loss)} second={format(figures.validLoss)} />
      <Pair first={share(figures.accuracy)} second={share(figures.validAccuracy)} />
      <td className="number">{duration(figures.seconds)}</td>
      <td className="number">{format(figures.millisecondsPerStep, 3)}</td>
      <td>{endingText(t, run.ending)}</td>
      <td>
        <button
          type="button"
          className="button quiet small icon"
          aria-label={t('runs.deleteRun', { number })}
          title={t('runs.deleteRun', { number })}
          onClick={() => remove(run.id)}
        >
          <Trash2 size={13} aria-hidden />
        </button>
      </td>
    </tr>
  );
}

/** Training above validation, as the heading says. */
function Pair({ first, second }: { first: string; second: string }) {
  return (
    <td className="number run-pair">
      <span>{first}</span>
      <span className="soft">{second}</span>
    </td>
  );
}

const endings = ['epochs', 'early', 'stopped', 'paused', 'failed', 'running'] as const;

/** A run's ending comes from files too: what is not known is shown as it is. */
function endingText(t: (key: Key) => string, ending: string): string {
  const known = endings.find((one) => one === ending);
  return known ? t(`runs.endings.${known}`) : ending;
}

function toggle(id: string): void {
  useWorkspace.setState(({ shownRuns }) => ({
    shownRuns: shownRuns.includes(id) ? shownRuns.filter((one) => one !== id) : [...shownRuns, id],
  }));
}

function remove(id: string): void {
  useWorkspace.setState(({ runs, shownRuns }) => ({
    runs: runs.filter((run) => run.id !== id),
    shownRuns: shownRuns.filter((one) => one !== id),
  }));
}
