import { Download } from 'lucide-react';
import { dataFormats } from '../../../core/data/exportData.ts';
import { saveData } from '../../commands/dataFiles.ts';
import { useT } from '../../i18n/index.ts';

/** Hands over x and y of each part, as the network gets them. */
export function SaveData() {
  const t = useT();
  return (
    <div className="row" role="group" aria-label={t('data.save')}>
      <span className="soft small">{t('data.save')}</span>
      {dataFormats.map((format) => (
        <button
          key={format}
          type="button"
          className="button small"
          data-testid={`data-save-${format}`}
          onClick={() => void saveData(format)}
        >
          <Download size={13} aria-hidden />
          {format}
        </button>
      ))}
    </div>
  );
}
