import { type Part, parts } from '../../core/data/dataset.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../store/data.ts';
import { useChartOptions } from './options.ts';

/** The part of the data that figures are taken of: the chosen one, or another where that one is empty. */
export function usePart(): Part {
  const chosen = useChartOptions((state) => state.part);
  const rows = useData((state) => state.summary?.rows);
  return rows && rows[chosen] === 0 ? (parts.find((part) => rows[part] > 0) ?? 'train') : chosen;
}

/** Training, validation or test rows, with how many there are. */
export function PartChoice() {
  const t = useT();
  const part = usePart();
  const rows = useData((state) => state.summary?.rows);
  return (
    <select
      className="field small part-choice"
      aria-label={t('train.part.choose')}
      value={part}
      onChange={(event) => useChartOptions.setState({ part: event.target.value as Part })}
    >
      {parts.map((name) => (
        <option key={name} value={name} disabled={!rows?.[name]}>
          {t(`train.part.${name}`)} ({rows?.[name] ?? 0})
        </option>
      ))}
    </select>
  );
}
