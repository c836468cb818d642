import { useId } from 'react';
import { type Part, parts } from '../../../core/data/dataset.ts';
import { useT } from '../../i18n/index.ts';
import { useDataView } from '../../store/dataView.ts';
import { useDocument } from '../../store/document.ts';

/** Which part's source the form is about; nothing where all parts are cut from one. */
export function PartChoice() {
  const t = useT();
  const id = useId();
  const part = useDataView((state) => state.part);
  const data = useDocument((state) => state.data);
  const own = parts.filter((name) => name === 'train' || data?.[name]);
  if (own.length < 2) return null;
  return (
    <div className="data-form">
      <label htmlFor={id}>{t('data.sourceOf')}</label>
      <select
        id={id}
        className="field"
        data-testid="data-part"
        value={part}
        onChange={(event) => useDataView.setState({ part: event.target.value as Part })}
      >
        {own.map((name) => (
          <option key={name} value={name}>
            {t(`data.part.${name}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
