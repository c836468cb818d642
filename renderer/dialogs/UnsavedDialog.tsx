import { save } from '../commands/files.ts';
import { host } from '../host/index.ts';
import { useT } from '../i18n/index.ts';
import { useWorkspace } from '../store/workspace.ts';
import { closeDialog, Dialog } from './Dialogs.tsx';

/** Asks what is to become of unsaved work before something else takes its place. */
export function UnsavedDialog() {
  const t = useT();
  const goOn = () => {
    const { afterSettling, draftId } = useWorkspace.getState();
    closeDialog();
    useWorkspace.setState({ afterSettling: null });
    void host.drafts.remove(draftId);
    afterSettling?.();
  };
  const cancel = () => {
    closeDialog();
    useWorkspace.setState({ afterSettling: null });
  };
  return (
    <Dialog title={t('dialog.unsavedTitle')} onClose={cancel}>
      <p>{t('dialog.unsavedText')}</p>
      <div className="row dialog-actions">
        <button type="button" className="button" data-testid="unsaved-cancel" onClick={cancel}>
          {t('dialog.cancel')}
        </button>
        <button type="button" className="button" data-testid="unsaved-discard" onClick={goOn}>
          {t('dialog.discard')}
        </button>
        <button
          type="button"
          className="button primary"
          data-testid="unsaved-save"
          onClick={async () => (await save(false)) && goOn()}
        >
          {t('dialog.save')}
        </button>
      </div>
    </Dialog>
  );
}
