import { classReport } from '../../core/train/metrics/perClass.ts';
import { mix, themeColour } from '../canvas/paint.ts';
import { useLook } from '../engine/look.ts';
import { useT } from '../i18n/index.ts';
import { format } from '../parts/number.ts';
import { useThemeName } from '../parts/theme.ts';
import { useData } from '../store/data.ts';
import { ClassMark } from './ClassMark.tsx';
import { PartChoice, usePart } from './PartChoice.tsx';
import { isLight } from './palette.ts';

const PAUSE = 500;
/** With so few classes there is room for large cells. */
const ROOMY = 4;

/** Which classes are taken for which: a row a true class, a column a predicted one. */
export function Confusion() {
  const t = useT();
  // The colours are the theme's.
  useThemeName();
  const part = usePart();
  const revision = useData((state) => state.revision);
  const classes = useData((state) => state.summary?.classes);
  const found = useLook(`evaluate ${part} ${revision}`, (engine) => engine.evaluate(part), PAUSE);
  if (found === undefined) return <p className="chart-note">{t('train.computing')}</p>;
  if (!found) return <p className="chart-note">{t('train.confusion.none')}</p>;
  if (!found.confusion) return <p className="chart-note">{t('train.confusion.regression')}</p>;
  const { confusion, loss, accuracy } = found;
  const figures = classReport(confusion).classes;
  const nameOf = (index: number) => classes?.[index] ?? String(index);
  const [paper, ink] = [themeColour('--surface'), themeColour('--accent')];
  return (
    <div className="confusion">
      <div className="row confusion-head">
        <p className="number confusion-sum grow">
          {t('train.confusion.sum', { loss: format(loss), accuracy: accuracy === null ? '–' : accuracy.toFixed(4) })}
        </p>
        <PartChoice />
      </div>
      <div className="scroll confusion-scroll">
        <table className={confusion.length <= ROOMY ? 'number roomy' : 'number'}>
          <caption>{t('train.confusion.caption')}</caption>
          <thead>
            <tr>
              <td />
              {confusion.map((_, index) => (
                <th
                  key={index}
                  scope="col"
                  title={t('train.confusion.precision', {
                    name: nameOf(index),
                    value: share(figures[index]?.precision, figures[index]?.predicted),
                  })}
                >
                  {nameOf(index)}
                </th>
              ))}
              <th scope="col" className="recall">
                {t('train.confusion.recall')}
              </th>
            </tr>
          </thead>
          <tbody>
            {confusion.map((line, truth) => (
              <tr key={truth}>
                <th scope="row">
                  <ClassMark index={truth} />
                  {nameOf(truth)}
                </th>
                {line.map((count, predicted) => {
                  const part = count / Math.max(1, figures[truth]?.support ?? 1);
                  const colour = mix(paper, ink, part);
                  return (
                    <td
                      key={predicted}
                      className={truth === predicted ? 'right' : count > 0 ? 'wrong' : 'none'}
                      style={{
                        background: `rgb(${colour.join(' ')})`,
                        color:
                          count === 0 ? 'var(--text-faint)' : isLight(colour) ? 'var(--on-light)' : 'var(--on-dark)',
                      }}
                      title={t('train.confusion.cell', {
                        count,
                        truth: nameOf(truth),
                        predicted: nameOf(predicted),
                      })}
                    >
                      {count}
                    </td>
                  );
                })}
                <td className="recall">{share(figures[truth]?.recall, figures[truth]?.support)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** A share of some rows; of none there is no saying. */
function share(value = 0, rows = 0): string {
  return rows === 0 ? '–' : `${(value * 100).toFixed(0)}%`;
}
