import { ChevronDown, ChevronRight, Star } from 'lucide-react';
import { Fragment, useMemo } from 'react';
import { optimizerOf } from '../../../core/optimizers/index.ts';
import { bestFigures, duration, type Goal, networkText, runFigures } from '../../../core/project/describeRun.ts';
import type { RunRecord } from '../../../core/project/runLog.ts';
import { LineSign } from '../../charts/CurveLegend.tsx';
import { markBest } from '../../commands/history.ts';
import { useT } from '../../i18n/index.ts';
import { format } from '../../parts/number.ts';
import { useView } from '../../store/view.ts';
import { useWorkspace } from '../../store/workspace.ts';
import { momentText } from './amounts.ts';
import { endingText } from './endingText.ts';
import { RunDetails } from './RunDetails.tsx';
import { useRunsView } from './runsView.ts';

const COLUMNS = 11;

/** Each training of this project: what it was, what it came to, and a box that lays its curves over the others. */
export function RunTable() {
  const t = useT();
  const runs = useWorkspace((state) => state.runs);
  const shown = useWorkspace((state) => state.shownRuns);
  const open = useRunsView((state) => state.open);
  const best = useMemo(() => bestFigures(runs), [runs]);
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
          <th scope="col">
            <span className="visually-hidden">{t('runs.best')}</span>
          </th>
          <th scope="col">{t('runs.started')}</th>
          <th scope="col">{t('runs.network')}</th>
          <th scope="col">{t('runs.optimizer')}</th>
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
            {t('runs.testColumn')}
          </th>
          <th scope="col" className="number">
            {t('runs.speed')}
          </th>
        </tr>
      </thead>
      <tbody>
        {numbered.map(({ run, number }) => (
          <Fragment key={run.id}>
            <Row run={run} number={number} shown={shown.includes(run.id)} open={open === run.id} best={best} />
            {open === run.id && (
              <tr>
                <td colSpan={COLUMNS}>
                  <RunDetails run={run} number={number} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly run: RunRecord;
  readonly number: number;
  readonly shown: boolean;
  readonly open: boolean;
  readonly best: ReturnType<typeof bestFigures>;
}

function Row({ run, number, shown, open, best }: RowProps) {
  const t = useT();
  const language = useView((state) => state.language);
  const figures = runFigures(run);
  const network = networkText(run.graph);
  const { optimizer, batchSize } = run.training;
  const figure = (name: Goal, text: string) => ({ text, best: figures[name] !== null && figures[name] === best[name] });
  const share = (name: Goal) => figure(name, figures[name]?.toFixed(4) ?? '–');
  const plain = (name: Goal) => figure(name, format(figures[name]));
  const Chevron = open ? ChevronDown : ChevronRight;
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
      <td className="run-network">
        <button
          type="button"
          className="button quiet small run-open"
          aria-expanded={open}
          aria-label={t('runs.details', { number })}
          title={run.note || t('runs.details', { number })}
          data-testid="run-open"
          onClick={() => useRunsView.setState({ open: open ? null : run.id })}
        >
          <Chevron size={12} aria-hidden />
          <span className="run-sign">
            {shown && <LineSign number={number} part="train" />}#{number}
          </span>
          {run.name && <span className="run-name">{run.name}</span>}
        </button>
      </td>
      <td>
        <button
          type="button"
          className={run.best ? 'button quiet small icon run-star chosen' : 'button quiet small icon run-star'}
          aria-pressed={run.best ?? false}
          aria-label={t('runs.markBest', { number })}
          title={t('runs.markBest', { number })}
          data-testid="run-best"
          onClick={() => markBest(run.id, !run.best)}
        >
          <Star size={13} aria-hidden fill={run.best ? 'currentColor' : 'none'} />
        </button>
      </td>
      <Pair
        title={new Date(run.startedAt).toLocaleString(language)}
        first={told(momentText(run.startedAt, language))}
        second={told(endingText(t, run.ending))}
      />
      <td className="run-network" title={network}>
        {network}
      </td>
      <Pair
        first={told(`${optimizerOf(optimizer.type)?.title ?? optimizer.type} ${optimizer.learningRate} · ${batchSize}`)}
        second={told(run.backend)}
      />
      <Pair numbers first={told(String(figures.epochs))} second={told(duration(figures.seconds))} />
      <Pair numbers first={plain('loss')} second={plain('validLoss')} />
      <Pair numbers first={share('accuracy')} second={share('validAccuracy')} />
      <Pair numbers first={plain('testLoss')} second={share('testAccuracy')} />
      <td className="number">{format(figures.millisecondsPerStep, 3)}</td>
    </tr>
  );
}

interface Figure {
  readonly text: string;
  /** Whether no other run has a better one. */
  readonly best: boolean;
}

const told = (text: string): Figure => ({ text, best: false });

interface PairProps {
  readonly first: Figure;
  readonly second: Figure;
  readonly numbers?: boolean;
  readonly title?: string;
}

/** One above the other, as the heading says. */
function Pair({ first, second, numbers = false, title }: PairProps) {
  const t = useT();
  const hint = ({ best }: Figure) => (best ? t('runs.bestFigure') : undefined);
  return (
    <td className={numbers ? 'number run-pair' : 'run-pair'} title={title}>
      <span className={first.best ? 'best' : undefined} title={hint(first)}>
        {first.text}
      </span>
      <span className={second.best ? 'best' : 'soft'} title={hint(second)}>
        {second.text}
      </span>
    </td>
  );
}

function toggle(id: string): void {
  useWorkspace.setState(({ shownRuns }) => ({
    shownRuns: shownRuns.includes(id) ? shownRuns.filter((one) => one !== id) : [...shownRuns, id],
  }));
}
