import { revisionMark } from '../../../core/graph/revision.ts';
import { runFigures, settingsOf } from '../../../core/project/describeRun.ts';
import type { RunRecord } from '../../../core/project/runLog.ts';
import { toCsv } from '../../charts/csv.ts';

/** All runs as a table: a row a run, with what it came to and every setting it had. */
export function runsCsv(runs: readonly RunRecord[]): string {
  const settings = runs.map(settingsOf);
  const names = [...new Set(settings.flatMap((one) => [...one.keys()]))];
  const rows = runs.map((run, index) => {
    const figures = runFigures(run);
    return [
      index + 1,
      run.name,
      run.best ? 1 : 0,
      run.note,
      new Date(run.startedAt).toISOString(),
      run.ending,
      revisionMark(run.graph),
      ...Object.values(figures),
      ...names.map((name) => settings[index]?.get(name)),
    ];
  });
  const figureNames = Object.keys(runFigures({ reports: [] }));
  return toCsv(['run', 'name', 'best', 'note', 'started', 'ending', 'graph', ...figureNames, ...names], rows);
}
