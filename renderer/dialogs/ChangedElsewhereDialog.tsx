import { notSettled, type Saving, save, settled } from '../commands/saving.ts';
import { useT } from '../i18n/index.ts';
import { useWorkspace } from '../store/workspace.ts';
import { Dialog } from './Dialogs.tsx';

/** Asks before a file is overwritten that somebody else has written since it was opened here. */
export function ChangedElsewhereDialog() {
  const t = useT();
  const name = useWorkspace(({ fileName }) => fileName ?? '');
  const go = async (saving: Saving) => {
    if (await save(saving)) settled();
  };
  return (
    <Dialog title={t('dialog.changedElsewhereTitle')} onClose={notSettled}>
      <p>{t('dialog.changedElsewhereText', { name })}</p>
      <div className="row dialog-actions">
        <button type="button" className="button" data-testid="changed-cancel" onClick={notSettled}>
          {t('dialog.cancel')}
        </button>
        <button type="button" className="button" data-testid="changed-overwrite" onClick={() => go('overwrite')}>
          {t('dialog.overwrite')}
        </button>
        <button
          type="button"
          className="button primary"
          data-testid="changed-elsewhere"
          onClick={() => go('elsewhere')}
        >
          {t('dialog.saveElsewhere')}
        </button>
      </div>
    </Dialog>
  );
}
