import { takeMatched } from '../commands/importing.ts';
import { useT } from '../i18n/index.ts';
import { useImporting } from '../store/importing.ts';
import { closeDialog, Dialog } from './Dialogs.tsx';

/** Shows which of a file's tensors would become which weight, before any does. */
export default function ImportDialog() {
  const t = useT();
  const { file, tensors, matching, turn } = useImporting();
  const { matches, unused } = matching;
  const complete = matches.every(({ from }) => from !== null);
  return (
    <Dialog title={t('import.title', { file })} wide>
      <p>{t(complete ? 'import.text' : 'import.incomplete')}</p>
      <div className="scroll import-matches">
        <table className="table" data-testid="import-matches">
          <thead>
            <tr>
              <th>{t('import.weight')}</th>
              <th>{t('import.from')}</th>
              <th>{t('import.by')}</th>
              <th>{t('import.transposed')}</th>
            </tr>
          </thead>
          <tbody>
            {matches.map(({ weight, shape, from, by, transposed, square }) => (
              <tr key={weight}>
                <td className="number">
                  {weight} <span className="soft">[{shape.join(', ')}]</span>
                </td>
                <td className="number">
                  {from ?? '–'}{' '}
                  <span className="soft">{from !== null && `[${tensors.get(from)?.shape.join(', ')}]`}</span>
                </td>
                <td>{by && t(`import.told.${by}`)}</td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('import.turn', { weight })}
                    checked={transposed}
                    disabled={!square}
                    onChange={() => turn(weight)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {unused.length > 0 && <p className="soft small">{t('import.unused', { names: unused.join(', ') })}</p>}
      <div className="row dialog-actions">
        <button type="button" className="button" onClick={closeDialog}>
          {t('dialog.cancel')}
        </button>
        <button
          type="button"
          className="button primary"
          data-testid="import-take"
          disabled={!complete}
          onClick={() => {
            closeDialog();
            takeMatched();
          }}
        >
          {t('import.take')}
        </button>
      </div>
    </Dialog>
  );
}
