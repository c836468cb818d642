import { useEffect, useState } from 'react';
import { type Part, parts } from '../../../core/data/dataset.ts';
import type { ImageSize } from '../../../core/formats/image.ts';
import type { DataRows, DataSummary } from '../../engine/api.ts';
import { ask } from '../../engine/turns.ts';
import { useT } from '../../i18n/index.ts';
import { useDocument } from '../../store/document.ts';
import { Images } from './Images.tsx';
import { RowsTable } from './RowsTable.tsx';
import { Scatter } from './Scatter.tsx';

/** Features that make a square picture: 8×8 and 28×28. */
const pictures: readonly number[] = [64, 784];
const ROWS = 12;
const IMAGES = 40;

/** What the rows look like: points of a plane, small pictures, else the numbers themselves. */
export function DataPicture({ summary }: { summary: DataSummary }) {
  if (summary.points) return <Scatter summary={summary} points={summary.points} />;
  return <Rows summary={summary} />;
}

function Rows({ summary }: { summary: DataSummary }) {
  const t = useT();
  const [part, setPart] = useState<Part>('train');
  const size = usePictureSize(summary);
  const images = size !== null;
  const rows = useRows(summary, part, images ? IMAGES : ROWS);
  return (
    <div className="rows-part">
      <div className="row">
        <h3 className="grow">{t('data.preview')}</h3>
        <select
          className="field part-select"
          aria-label={t('data.showPart')}
          value={part}
          onChange={(event) => setPart(event.target.value as Part)}
        >
          {parts.map((name) => (
            <option key={name} value={name} disabled={summary.rows[name] === 0}>
              {t(`data.part.${name}`)}
            </option>
          ))}
        </select>
      </div>
      {rows &&
        (size ? <Images rows={rows} summary={summary} size={size} /> : <RowsTable rows={rows} summary={summary} />)}
    </div>
  );
}

/** The size of the pictures that rows are: as their source says, or a square that is usual; null for other rows. */
function usePictureSize({ facts, preprocessing, coverage }: DataSummary): ImageSize | null {
  const source = useDocument(({ data }) => data?.source);
  if (preprocessing.derive || coverage) return null;
  if (source?.kind === 'images') {
    return source.width * source.height * source.channels === facts.features ? source : null;
  }
  const side = Math.sqrt(facts.features);
  return pictures.includes(facts.features) ? { width: side, height: side, channels: 1 } : null;
}

/** The first rows of a part; those of before stay until the new ones are there. */
function useRows(summary: DataSummary, part: Part, count: number): DataRows | null {
  const [rows, setRows] = useState<DataRows | null>(null);
  useEffect(() => {
    let current = true;
    void ask((engine) => engine.rows(part, 0, count)).then((found) => {
      // Data that were changed meanwhile are summed up anew in a moment.
      if (current && found?.x.shape[1] === summary.facts.features) setRows(found);
    });
    return () => {
      current = false;
    };
  }, [summary, part, count]);
  return rows?.x.shape[1] === summary.facts.features ? rows : null;
}
