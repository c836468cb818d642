import { differences } from '../../../core/project/describeRun.ts';
import { LineSign } from '../../charts/CurveLegend.tsx';
import { useT, useText } from '../../i18n/index.ts';
import { useWorkspace } from '../../store/workspace.ts';
import { settingLabel } from './settingLabel.ts';

/** The settings in which the chosen runs differ, side by side; what they have in common says nothing. */
export function Differences() {
  const t = useT();
  const text = useText();
  const runs = useWorkspace((state) => state.runs);
  const shown = useWorkspace((state) => state.shownRuns);
  const chosen = runs.map((run, index) => ({ run, number: index + 1 })).filter(({ run }) => shown.includes(run.id));
  if (chosen.length < 2) return null;
  const rows = differences(chosen.map(({ run }) => run));
  return (
    <section className="run-differences">
      <h3>{t('runs.differences')}</h3>
      {rows.length === 0 ? (
        <p className="soft small">{t('runs.same')}</p>
      ) : (
        <table className="table number">
          <thead>
            <tr>
              <td />
              {chosen.map(({ run, number }) => (
                <th key={run.id} scope="col">
                  <span className="run-sign">
                    <LineSign number={number} part="train" />#{number}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, values }) => (
              <tr key={name}>
                <th scope="row">{settingLabel(name, t, text)}</th>
                {chosen.map(({ run }, index) => (
                  <td key={run.id}>{values[index] || '–'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
