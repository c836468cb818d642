import { notSettled, save, settled } from '../commands/saving.ts';
import { useT } from '../i18n/index.ts';
import { Dialog } from './Dialogs.tsx';

/** Asks what is to become of unsaved work before something else takes its place. */
export function UnsavedDialog() {
  const t = useT();
  return (
    <Dialog title={t('dialog.unsavedTitle')} onClose={notSettled}>
      <p>{t('dialog.unsavedText')}</p>
      <div className="row dialog-actions">
        <button type="button" className="button" data-testid="unsaved-cancel" onClick={notSettled}>
          {t('dialog.cancel')}
        </button>
        <button type="button" className="button" data-testid="unsaved-discard" onClick={settled}>
          {t('dialog.discard')}
        </button>
        <button
          type="button"
          className="button primary"
          data-testid="unsaved-save"
          onClick={async () => (await save('inPlace')) && settled()}
        >
          {t('dialog.save')}
        </button>
      </div>
    </Dialog>
  );
}
