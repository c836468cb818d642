import { Check, ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useState } from 'react';
import { argmax } from '../../../core/tensor.ts';
import { ClassMark } from '../../charts/ClassMark.tsx';
import { PartChoice, usePart } from '../../charts/PartChoice.tsx';
import { pictureSide, plainRow } from '../../charts/picture.ts';
import type { PredictionRow } from '../../engine/api.ts';
import { useLook } from '../../engine/look.ts';
import { useT } from '../../i18n/index.ts';
import { format } from '../../parts/number.ts';
import { useData } from '../../store/data.ts';
import { RowPicture } from './RowPicture.tsx';

const PAGE = 20;
const PAUSE = 500;
/** Features of a row that there is room to write out. */
const SHOWN = 2;

/** What the network says of single rows, and whether it is right. */
export function Predictions() {
  const t = useT();
  const part = usePart();
  const summary = useData((state) => state.summary);
  const revision = useData((state) => state.revision);
  const [wanted, setWanted] = useState(0);
  const total = summary?.rows[part] ?? 0;
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const page = Math.min(wanted, pages - 1);
  const about = `predictions ${part} ${page} ${revision}`;
  const rows = useLook(about, (engine) => engine.predictions(part, page * PAGE, PAGE), PAUSE);
  if (rows === undefined) return <p className="chart-note">{t('train.computing')}</p>;
  if (!rows || !summary || rows.length === 0) return <p className="chart-note">{t('train.predictions.none')}</p>;
  const side = pictureSide(rows[0]?.x.length ?? 0);
  const classifies = rows[0]?.predicted !== null;
  const features = summary.features.slice(0, SHOWN);
  return (
    <div className="predictions">
      <div className="scroll predictions-scroll">
        <table className="table number">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('train.predictions.row')}
              </th>
              {side === null ? (
                features.map((name) => (
                  <th key={name} scope="col" className="number">
                    {name}
                  </th>
                ))
              ) : (
                <th scope="col">{t('train.predictions.picture')}</th>
              )}
              <th scope="col">{t('train.predictions.target')}</th>
              <th scope="col">{t('train.predictions.predicted')}</th>
              <th scope="col" className="number">
                {t(classifies ? 'train.predictions.probability' : 'train.predictions.error')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.row} row={row} side={side} features={features.length} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="row pager">
        <PartChoice />
        <span className="grow" />
        <button
          type="button"
          className="button quiet small icon"
          disabled={page === 0}
          aria-label={t('train.predictions.previous')}
          onClick={() => setWanted(page - 1)}
        >
          <ChevronLeft size={13} aria-hidden />
        </button>
        <span className="number small">
          {t('train.predictions.page', {
            first: page * PAGE + 1,
            last: Math.min(total, (page + 1) * PAGE),
            total,
          })}
        </span>
        <button
          type="button"
          className="button quiet small icon"
          disabled={page >= pages - 1}
          aria-label={t('train.predictions.next')}
          onClick={() => setWanted(page + 1)}
        >
          <ChevronRight size={13} aria-hidden />
        </button>
      </div>
    </div>
  );
}

function Row({ row, side, features }: { row: PredictionRow; side: number | null; features: number }) {
  const t = useT();
  const summary = useData((state) => state.summary);
  const plain = plainRow(row.x, summary?.preprocessing.scaling);
  const { predicted, target, output, probabilities } = row;
  const nameOf = (index: number) => summary?.classes?.[index] ?? String(index);
  // A class is one number, soft targets are a number a class.
  const truth = target === null ? null : target.length === 1 ? (target[0] as number) : argmax(target);
  const wrong = predicted !== null && truth !== null && predicted !== truth;
  const error = target && predicted === null ? (output[0] as number) - (target[0] as number) : null;
  return (
    <tr className={wrong ? 'wrong' : undefined}>
      <td className="number faint">{row.row}</td>
      {side === null ? (
        plain.slice(0, features).map((value, index) => (
          <td key={index} className="number">
            {format(value, 3)}
          </td>
        ))
      ) : (
        <td>
          <RowPicture row={plain} side={side} />
        </td>
      )}
      <td>
        {predicted === null || truth === null ? (
          format(target?.[0], 3)
        ) : (
          <span className="class-name">
            <ClassMark index={truth} />
            {nameOf(truth)}
          </span>
        )}
      </td>
      <td>
        {predicted === null ? (
          format(output[0], 3)
        ) : (
          <span className="class-name">
            <ClassMark index={predicted} />
            {nameOf(predicted)}
            {truth !== null &&
              (wrong ? (
                <X size={12} role="img" aria-label={t('train.predictions.wrong')} className="verdict wrong" />
              ) : (
                <Check size={12} role="img" aria-label={t('train.predictions.right')} className="verdict right" />
              ))}
          </span>
        )}
      </td>
      <td className="number">
        {predicted === null ? format(error, 3) : (probabilities?.[predicted]?.toFixed(3) ?? '–')}
      </td>
    </tr>
  );
}
