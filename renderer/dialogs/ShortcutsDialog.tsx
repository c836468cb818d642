import type { MenuName } from '../commands/command.ts';
import { commands } from '../commands/commands.ts';
import { shortcutText } from '../commands/shortcuts.ts';
import { useT } from '../i18n/index.ts';
import { Dialog } from './Dialogs.tsx';

const menus: readonly MenuName[] = ['file', 'edit', 'view', 'run', 'help'];

/** What the mouse does on the canvas, which no menu says. */
const gestures = ['append', 'search', 'fit', 'insert', 'cut', 'area', 'wire'] as const;

/** What the mouse does, and the keys of all commands that have some. */
export default function ShortcutsDialog() {
  const t = useT();
  return (
    <Dialog title={t('command.shortcuts')} wide>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the arrow keys */}
      <div className="shortcuts scroll" tabIndex={0}>
        <div className="shortcut-columns">
          <section>
            <h3>{t('gestures.title')}</h3>
            <table className="table">
              <tbody>
                {gestures.map((gesture) => (
                  <tr key={gesture}>
                    <td>{t(`gestures.${gesture}.does`)}</td>
                    <td>{t(`gestures.${gesture}.by`)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {menus.map((menu) => (
            <section key={menu}>
              <h3>{t(`menu.${menu}`)}</h3>
              <table className="table">
                <tbody>
                  {commands
                    .filter((command) => command.menu === menu && command.shortcut)
                    .map(({ id, label, shortcut = '' }) => {
                      const { key, details } = label();
                      return (
                        <tr key={id}>
                          <td>{t(key, details)}</td>
                          <td className="number">
                            <kbd>
                              {shortcut
                                .split(',')
                                .map((one) => shortcutText(one.trim()))
                                .join(' / ')}
                            </kbd>
                          </td>
                        </tr>
                      );
                    })}
                </tbody>
              </table>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
