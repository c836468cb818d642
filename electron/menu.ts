import type { MenuItemConstructorOptions } from 'electron';
import type { MenuItem } from './contract.ts';
import type { Texts } from './texts.ts';

/** What the menu has until the page says what it can do. */
export function firstMenu({ file, edit, view }: Texts): readonly MenuItem[] {
  const role = (name: NonNullable<MenuItem['role']>): MenuItem => ({ kind: 'role', role: name });
  return [
    { kind: 'submenu', label: file, items: [role('quit')] },
    {
      kind: 'submenu',
      label: edit,
      items: [role('undo'), role('redo'), { kind: 'separator' }, role('cut'), role('copy'), role('paste')],
    },
    { kind: 'submenu', label: view, items: [role('togglefullscreen')] },
  ];
}

/**
 * The page's menu as Electron wants it.
 * @param run is told the id of the command that was picked
 */
export function menuTemplate(
  items: readonly MenuItem[],
  run: (id: string) => void,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const entries = items.map((item) => entry(item, run));
  // On macOS the first menu is the app's own, whatever it is called.
  return platform === 'darwin' ? [{ role: 'appMenu' }, ...entries] : entries;
}

function entry(item: MenuItem, run: (id: string) => void): MenuItemConstructorOptions {
  const { kind, id, label, accelerator, enabled, checked, role, items = [] } = item;
  switch (kind) {
    case 'separator':
      return { type: 'separator' };
    case 'role':
      return given({ role, label, enabled });
    case 'submenu':
      return given({ label: label ?? '', enabled, submenu: items.map((child) => entry(child, run)) });
    case 'command':
      return given({
        id,
        label: label ?? id ?? '',
        accelerator,
        enabled,
        ...(checked === undefined ? {} : { type: 'checkbox' as const, checked }),
        click: () => {
          if (id !== undefined) run(id);
        },
      });
  }
}

/** Without what is undefined: Electron takes a key that is there for one that was set. */
function given<T extends object>(options: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
