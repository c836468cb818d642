import type { ClassReport } from '../../core/train/metrics/perClass.ts';
import { mix, themeColour } from '../canvas/paint.ts';
import { useT } from '../i18n/index.ts';
import { useRoving } from '../parts/roving.ts';
import { useThemeName } from '../parts/theme.ts';
import { ClassMark } from './ClassMark.tsx';
import { isLight } from './palette.ts';

/** With so few classes there is room for large cells. */
const ROOMY = 4;
/** More classes than this make more cells than anyone looks at. */
const MOST_CLASSES = 60;

interface Props {
  readonly confusion: readonly (readonly number[])[];
  readonly classes: ClassReport['classes'];
  readonly nameOf: (index: number) => string;
  /** Shares of the true class in place of counts. */
  readonly shares?: boolean;
  /** Called with the cell that was pressed. */
  onCell?(truth: number, predicted: number): void;
}

/** Which classes are taken for which: a row a true class, a column a predicted one. */
export function ConfusionTable({ confusion, classes, nameOf, shares = false, onCell }: Props) {
  const t = useT();
  // The colours are the theme's.
  useThemeName();
  const { handlers, propsOf } = useRoving(confusion.map((line) => line.map((count) => count > 0)));
  if (confusion.length > MOST_CLASSES) {
    return <p className="chart-note">{t('train.confusion.tooMany', { classes: confusion.length })}</p>;
  }
  const [paper, ink] = [themeColour('--surface'), themeColour('--accent')];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <div className="scroll confusion-scroll" role="region" aria-label={t('train.confusion.title')} tabIndex={0}>
      <table className={confusion.length <= ROOMY ? 'number roomy' : 'number'}>
        <caption>{t('train.confusion.caption')}</caption>
        <thead>
          <tr>
            <td />
            {classes.map(({ precision, predicted }, index) => (
              <th
                key={index}
                scope="col"
                title={t('train.confusion.precision', { name: nameOf(index), value: percent(precision, predicted) })}
              >
                {nameOf(index)}
              </th>
            ))}
            <th scope="col" className="recall">
              {t('train.confusion.recall')}
            </th>
          </tr>
        </thead>
        <tbody {...handlers}>
          {confusion.map((line, truth) => {
            const { support = 0, recall = 0 } = classes[truth] ?? {};
            return (
              <tr key={truth}>
                <th scope="row">
                  <ClassMark index={truth} />
                  {nameOf(truth)}
                </th>
                {line.map((count, predicted) => {
                  const colour = mix(paper, ink, count / Math.max(1, support));
                  const shown = shares ? percent(count / support, support) : count;
                  const said = t('train.confusion.cell', { count, truth: nameOf(truth), predicted: nameOf(predicted) });
                  return (
                    <td
                      key={predicted}
                      className={truth === predicted ? 'right' : count > 0 ? 'wrong' : 'none'}
                      style={{
                        background: `rgb(${colour.join(' ')})`,
                        color:
                          count === 0 ? 'var(--text-faint)' : isLight(colour) ? 'var(--on-light)' : 'var(--on-dark)',
                      }}
                      title={said}
                    >
                      {onCell && count > 0 ? (
                        <button
                          type="button"
                          aria-label={said}
                          {...propsOf(truth, predicted)}
                          onClick={() => onCell(truth, predicted)}
                        >
                          {shown}
                        </button>
                      ) : (
                        shown
                      )}
                    </td>
                  );
                })}
                <td className="recall">{percent(recall, support)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A share of some rows; of none there is no saying. */
function percent(share: number, rows: number): string {
  return rows === 0 ? '–' : `${(share * 100).toFixed(0)}%`;
}
