import { Play, Trash2, Upload } from 'lucide-react';
import { memo, useMemo } from 'react';
import { bestEpoch } from '../../../core/project/runLog.ts';
import type { EpochReport } from '../../../core/train/run.ts';
import { runNumber } from '../../charts/useRuns.ts';
import { deleteCheckpoints, inOrder, loadCheckpoint, resumeFrom } from '../../commands/checkpoints.ts';
import { useT } from '../../i18n/index.ts';
import { format } from '../../parts/number.ts';
import { type KeptCheckpoint, useCheckpoints } from '../../store/checkpoints.ts';
import { isBusy, useRun } from '../../store/run.ts';
import { useView } from '../../store/view.ts';
import { useWorkspace } from '../../store/workspace.ts';
import { megabytes, momentText } from './amounts.ts';

/** Each checkpoint of the project's trainings: how far it was, what it came to, and the way on from it. */
export function CheckpointList() {
  const t = useT();
  const list = useCheckpoints((state) => state.list);
  const runs = useWorkspace((state) => state.runs);
  const current = useRun((state) => state.origin?.id ?? null);
  const reports = useRun((state) => state.reports);
  const saved = useWorkspace((state) => state.token !== null);
  // The newest first.
  const rows = useMemo(() => inOrder(list).reverse(), [list, runs, current]);
  const byRun = useMemo(() => {
    const ofRuns = new Map(runs.map((run) => [run.id, run.reports]));
    if (current !== null) ofRuns.set(current, reports);
    return new Map([...ofRuns].map(([id, all]) => [id, summary(all)]));
  }, [runs, current, reports]);
  if (list.length === 0) {
    return (
      <div className="empty">
        <strong>{t('runs.checkpoints.none')}</strong>
        <p className="small">{t('runs.checkpoints.noneHint')}</p>
      </div>
    );
  }
  return (
    <>
      <p className="faint small runs-hint">{t(saved ? 'runs.checkpoints.hint' : 'runs.checkpoints.unsaved')}</p>
      <table className="table number run-table" data-testid="checkpoints">
        <thead>
          <tr>
            <th scope="col">{t('runs.number')}</th>
            <th scope="col" className="number">
              {t('runs.checkpoints.epoch')}
            </th>
            <th scope="col" className="number">
              {t('runs.loss')}
            </th>
            <th scope="col" className="number">
              {t('runs.accuracy')}
            </th>
            <th scope="col" className="number">
              {t('runs.checkpoints.size')}
            </th>
            <th scope="col">{t('runs.checkpoints.kept')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('runs.checkpoints.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => {
            const about = byRun.get(one.run);
            const number = runNumber(runs, one.run) || (one.run === current ? runs.length + 1 : 0);
            return (
              <Row
                key={`${one.run} ${one.epoch}`}
                one={one}
                run={number > 0 ? `#${number}` : one.run}
                report={about?.reports.get(one.epoch)}
                best={about?.best === one.epoch}
              />
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function summary(reports: readonly EpochReport[]) {
  return { reports: new Map(reports.map((report) => [report.epoch, report])), best: bestEpoch(reports) };
}

interface RowProps {
  readonly one: KeptCheckpoint;
  readonly run: string;
  readonly report: EpochReport | undefined;
  readonly best: boolean;
}

/** A training tells of itself many times a second: a row is drawn again only where it is another one. */
const Row = memo(({ one, run, report, best }: RowProps) => {
  const t = useT();
  const language = useView((state) => state.language);
  const busy = useRun(isBusy);
  const name = t('runs.checkpoints.name', { run, epoch: one.epoch });
  const share = (value: number | null | undefined) => value?.toFixed(4) ?? '–';
  return (
    <tr data-testid="checkpoint-row">
      <td>{run}</td>
      <td className="number">
        {best && (
          <span className="badge" title={t('runs.checkpoints.bestHint')}>
            {t('runs.checkpoints.best')}
          </span>
        )}{' '}
        {one.epoch}
      </td>
      <td className="number">
        {format(report?.loss)} <span className="soft">{format(report?.validLoss)}</span>
      </td>
      <td className="number">
        {share(report?.accuracy)} <span className="soft">{share(report?.validAccuracy)}</span>
      </td>
      <td className="number">{megabytes(one.bytes)}</td>
      <td>{momentText(one.keptAt, language)}</td>
      <td>
        <div className="row-actions">
          <button
            type="button"
            className="button small"
            disabled={busy}
            aria-label={t('runs.checkpoints.resumeOf', { name })}
            title={t('runs.checkpoints.resumeHint')}
            onClick={() => void resumeFrom(one)}
          >
            <Play size={12} aria-hidden />
            <span className="wide-only">{t('runs.checkpoints.resume')}</span>
          </button>
          <button
            type="button"
            className="button small"
            disabled={busy}
            aria-label={t('runs.checkpoints.loadOf', { name })}
            title={t('runs.checkpoints.loadHint')}
            onClick={() => void loadCheckpoint(one)}
          >
            <Upload size={12} aria-hidden />
            <span className="wide-only">{t('runs.checkpoints.load')}</span>
          </button>
          <button
            type="button"
            className="button quiet small icon"
            aria-label={t('runs.checkpoints.deleteOf', { name })}
            title={t('runs.delete')}
            onClick={() => deleteCheckpoints([one])}
          >
            <Trash2 size={13} aria-hidden />
          </button>
        </div>
      </td>
    </tr>
  );
});
