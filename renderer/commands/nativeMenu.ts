import type { MenuItem } from '../../electron/contract.ts';
import { host } from '../host/index.ts';
import { translate } from '../i18n/index.ts';
import { useView } from '../store/view.ts';
import { type Command, type MenuName, onCommandsChanged } from './command.ts';
import { commands } from './commands.ts';
import { accelerator } from './shortcuts.ts';

const menus: readonly MenuName[] = ['file', 'edit', 'view', 'run', 'help'];

/** Commands whose keys the system handles by itself, so that they work in text fields too. */
const roles: Readonly<Record<string, MenuItem['role']>> = { cut: 'cut', copy: 'copy', paste: 'paste' };

/** Keeps the native menu the same as the commands, in the current language. */
export function showNativeMenu(): void {
  if (host.kind !== 'electron') return;
  let shown = '';
  const refresh = () => {
    const items = menus.map(
      (menu): MenuItem => ({ kind: 'submenu', label: translate(`menu.${menu}`), items: itemsOf(menu) }),
    );
    const text = JSON.stringify(items);
    if (text === shown) return;
    shown = text;
    host.setMenu(items);
  };
  let scheduled = false;
  const soon = () => {
    if (scheduled) return;
    scheduled = true;
    setTimeout(() => {
      scheduled = false;
      refresh();
    }, 100);
  };
  refresh();
  onCommandsChanged(soon);
  useView.subscribe(soon);
}

function itemsOf(menu: MenuName): MenuItem[] {
  const items = commands.filter((command) => command.menu === menu).flatMap(toItems);
  return menu === 'file' ? [...items, { kind: 'separator' }, { kind: 'role', role: 'quit' }] : items;
}

function toItems(command: Command): MenuItem[] {
  const { key, details } = command.label();
  const line: MenuItem[] = command.section ? [{ kind: 'separator' }] : [];
  const role = roles[command.id];
  if (role) return [...line, { kind: 'role', role, label: translate(key, details) }];
  const item: MenuItem = {
    kind: 'command',
    id: command.id,
    label: translate(key, details),
    enabled: command.enabled?.() ?? true,
    ...(command.checked && { checked: command.checked() }),
    // Plain keys are the page's business: as an accelerator they would be taken from text fields.
    ...(command.shortcut?.includes('Mod') && { accelerator: accelerator(command.shortcut) }),
  };
  return [...line, item];
}
