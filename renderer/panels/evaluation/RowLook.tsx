import { pictureSide, plainRow } from '../../charts/picture.ts';
import type { PredictionRow } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { format } from '../../parts/number.ts';
import { useData } from '../../store/data.ts';
import { RowPicture } from '../train/RowPicture.tsx';

/** Features that are written out. */
const [FEW, MANY] = [2, 24];

/** A row as people know it: its text, its picture, or its features by name. */
export function RowLook({ row, short = false }: { row: PredictionRow; short?: boolean }) {
  const t = useT();
  const summary = useData((state) => state.summary);
  if (row.text !== null) {
    return (
      <span className={short ? 'row-text short' : 'row-text'} title={row.text}>
        {row.text}
      </span>
    );
  }
  const plain = plainRow(row.x, summary?.preprocessing.scaling);
  const side = pictureSide(plain.length);
  if (side !== null) return <RowPicture row={plain} side={side} />;
  const shown = plain.slice(0, short ? FEW : MANY);
  if (short) return <span className="number">{shown.map((value) => format(value, 3)).join('  ')}</span>;
  return (
    <dl className="row-features number">
      {shown.map((value, index) => (
        <div key={index}>
          <dt title={summary?.features[index]}>{summary?.features[index] ?? index}</dt>
          <dd>{format(value)}</dd>
        </div>
      ))}
      {plain.length > shown.length && <p className="faint">{t('data.more', { count: plain.length - shown.length })}</p>}
    </dl>
  );
}
