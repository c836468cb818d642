import { classReport } from '../../core/train/metrics/perClass.ts';
import { useLook } from '../engine/look.ts';
import { useT } from '../i18n/index.ts';
import { format } from '../parts/number.ts';
import { useData } from '../store/data.ts';
import { ConfusionTable } from './ConfusionTable.tsx';
import { useClassName } from './className.ts';
import { PartChoice, usePart } from './PartChoice.tsx';

const PAUSE = 500;

/** The confusion matrix of the network as it is now, with its loss and accuracy. */
export function Confusion() {
  const t = useT();
  const part = usePart();
  const revision = useData((state) => state.revision);
  const nameOf = useClassName();
  const found = useLook(`evaluate ${part} ${revision}`, (engine) => engine.evaluate(part), PAUSE);
  if (found === undefined) return <p className="chart-note">{t('train.computing')}</p>;
  if (!found) return <p className="chart-note">{t('train.confusion.none')}</p>;
  if (!found.confusion) return <p className="chart-note">{t('train.confusion.regression')}</p>;
  const { confusion, loss, accuracy } = found;
  return (
    <div className="confusion">
      <div className="row confusion-head">
        <p className="number confusion-sum grow">
          {t('train.confusion.sum', { loss: format(loss), accuracy: accuracy === null ? '–' : accuracy.toFixed(4) })}
        </p>
        <PartChoice />
      </div>
      <ConfusionTable confusion={confusion} classes={classReport(confusion).classes} nameOf={nameOf} />
    </div>
  );
}
