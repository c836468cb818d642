import { note } from './journal.ts';
import { strict } from './strict.ts';

type Dialogs = Pick<Electron.Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox'>;

/**
 * A box that nobody will ever answer. A test scripts the answers it expects, by putting its own function in place of
 * one of these, as it must in real Electron.
 */
function unanswered(name: keyof Dialogs) {
  return (): never => {
    note('dialog', name);
    throw new Error(`electron double: no answer is scripted for dialog.${name}`);
  };
}

export const dialog: Dialogs = strict('dialog', {
  showOpenDialog: unanswered('showOpenDialog'),
  showSaveDialog: unanswered('showSaveDialog'),
  showMessageBox: unanswered('showMessageBox'),
});
