/** A report on the trainings, as a page in Markdown with its pictures. */
import { writeReport } from '../../core/exchange/report/index.ts';
import { zip } from '../../core/formats/zip.ts';
import { exportBytes } from '../charts/exportFigure.ts';
import { translate } from '../i18n/index.ts';
import { endingText } from '../panels/runs/endingText.ts';
import { settingLabel } from '../panels/runs/settingLabel.ts';
import { useDocument } from '../store/document.ts';
import { useView } from '../store/view.ts';
import { useWorkspace } from '../store/workspace.ts';

/** Hands over a report on the runs that are ticked, or where none is, on all. */
export async function exportReport(): Promise<void> {
  const { runs, shownRuns } = useWorkspace.getState();
  const { language } = useView.getState();
  const numbered = runs.map((run, index) => ({ run, number: index + 1 }));
  const chosen = numbered.filter(({ run }) => shownRuns.includes(run.id));
  const files = writeReport({
    name: useDocument.getState().name,
    language,
    runs: chosen.length > 0 ? chosen : numbered,
    settingLabel: (name) => settingLabel(name, translate, (text) => text[language]),
    endingLabel: (ending) => endingText(translate, ending),
    moment: (milliseconds) => new Date(milliseconds).toLocaleString(language),
  });
  await exportBytes('report', 'zip', zip(files));
}
