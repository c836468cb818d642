import { toCsv } from '../../charts/csv.ts';
import type { RunRecord } from '../../store/workspace.ts';
import { runFigures, settingsOf } from './describeRun.ts';

/** All runs as a table: a row a run, with what it came to and every setting it had. */
export function runsCsv(runs: readonly RunRecord[]): string {
  const settings = runs.map(settingsOf);
  const names = [...new Set(settings.flatMap((one) => [...one.keys()]))];
  const rows = runs.map((run, index) => {
    const figures = runFigures(run);
    return [
      index + 1,
      new Date(run.startedAt).toISOString(),
      run.ending,
      ...Object.values(figures),
      ...names.map((name) => settings[index]?.get(name)),
    ];
  });
  const figureNames = Object.keys(runFigures({ reports: [] } as unknown as RunRecord));
  return toCsv(['run', 'started', 'ending', ...figureNames, ...names], rows);
}
