import { app } from './app.ts';
import { BrowserWindow } from './browserWindow.ts';
import { Strict } from './strict.ts';

type Template = readonly Electron.MenuItemConstructorOptions[];

class MenuItem extends Strict implements Pick<Electron.MenuItem, 'id' | 'label' | 'type' | 'enabled' | 'checked'> {
  readonly id: string;
  readonly label: string;
  readonly type: Electron.MenuItem['type'];
  readonly role: Electron.MenuItemConstructorOptions['role'];
  readonly accelerator: Electron.MenuItemConstructorOptions['accelerator'];
  readonly enabled: boolean;
  checked: boolean;
  readonly submenu: Menu | undefined;
  readonly #click: Electron.MenuItemConstructorOptions['click'];

  constructor(options: Electron.MenuItemConstructorOptions) {
    super();
    const { id, label, type, role, accelerator, enabled, checked, submenu, click } = options;
    if (label === undefined && role === undefined && type !== 'separator') {
      throw new Error('Invalid template for MenuItem: must have at least one of label, role or type');
    }
    this.id = id ?? '';
    this.label = label ?? role ?? '';
    this.type = type ?? (submenu ? 'submenu' : 'normal');
    this.role = role;
    this.accelerator = accelerator;
    this.enabled = enabled ?? true;
    this.checked = checked ?? false;
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : undefined;
    this.#click = click;
  }

  /** As if the user had picked it. */
  click(event: object = {}, window: BrowserWindow | null = BrowserWindow.getFocusedWindow()): void {
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.role === 'quit') app.quit();
    else if (this.role !== undefined) throw new Error(`electron double: the role ${this.role} is not implemented`);
    this.#click?.(
      this as unknown as Electron.MenuItem,
      (window ?? undefined) as Electron.BaseWindow | undefined,
      event as Electron.KeyboardEvent,
    );
  }
}

export class Menu extends Strict {
  static #ofApp: Menu | null = null;
  readonly items: readonly MenuItem[];

  constructor(items: readonly MenuItem[] = []) {
    super();
    this.items = items;
  }

  static buildFromTemplate(template: Template): Menu {
    return new Menu(template.map((options) => new MenuItem(options)));
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#ofApp = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#ofApp;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
