import { appendBlock } from '../commands/edit.ts';
import { showStartPage } from '../commands/files.ts';
import { useT } from '../i18n/index.ts';
import { useView } from '../store/view.ts';

/** What an empty canvas says, and the first steps it offers. */
export function EmptyCanvas() {
  const t = useT();
  return (
    <div className="empty canvas-empty">
      <strong>{t('canvas.empty')}</strong>
      <p>{t('canvas.emptyHint')}</p>
      <div className="row wrap">
        <button type="button" className="button primary" onClick={() => appendBlock('input')}>
          {t('canvas.addInput')}
        </button>
        <button type="button" className="button" onClick={() => useView.getState().set({ dialog: 'stack' })}>
          {t('canvas.addStack')}
        </button>
        <button type="button" className="button" onClick={showStartPage}>
          {t('canvas.openExample')}
        </button>
      </div>
    </div>
  );
}
