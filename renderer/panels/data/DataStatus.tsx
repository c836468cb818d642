import { LoaderCircle } from 'lucide-react';
import { parts } from '../../../core/data/dataset.ts';
import { cancelReading } from '../../engine/dataSync.ts';
import { useT } from '../../i18n/index.ts';
import { useData } from '../../store/data.ts';
import { useView } from '../../store/view.ts';

/** The data in a line: how many rows, features and classes; or that they are being read. */
export function DataStatus() {
  const t = useT();
  const language = useView((state) => state.language);
  const loading = useData((state) => state.loading);
  const progress = useData((state) => (state.loading ? state.progress : null));
  const looking = useData((state) => state.looking);
  const shown = progress ?? looking;
  const summary = useData((state) => state.summary);
  const count = (value: number) => value.toLocaleString(language);
  const classes = summary?.facts.target?.kind === 'classes' ? summary.facts.target.width : null;
  const facts = summary
    ? ([
        ['data.rows', parts.reduce((sum, part) => sum + summary.rows[part], 0)],
        ['data.features', summary.facts.features],
        ...(classes === null ? [] : ([['data.classes', classes]] as const)),
      ] as const)
    : [];
  return (
    <div className="data-status" role="status">
      {(loading || looking) && (
        <LoaderCircle size={14} className="spinning" role="img" aria-label={t('data.loading')} />
      )}
      {shown && (
        <>
          <progress
            aria-label={t('data.readingFile', { file: shown.file })}
            title={t('data.readingFile', { file: shown.file })}
            {...(shown.total !== null && { value: shown.done, max: shown.total })}
          />
          <button
            type="button"
            className="button small"
            data-testid="data-cancel"
            onClick={() => (progress ? cancelReading() : looking?.cancel())}
          >
            {t('data.cancelReading')}
          </button>
        </>
      )}
      <dl data-testid="data-facts">
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd className="number">{count(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
