import { type Command, execute } from './command.ts';

export const isMac = navigator.platform.startsWith('Mac');

/** Whether a key press is the one that a shortcut such as `Mod+Shift+Z` names. */
export function matches(shortcut: string, event: KeyboardEvent): boolean {
  return shortcut.split(',').some((one) => {
    const parts = one.trim().split('+');
    const key = parts[parts.length - 1] ?? '';
    const wants = (modifier: string) => parts.slice(0, -1).includes(modifier);
    const mod = isMac ? event.metaKey : event.ctrlKey;
    return (
      (event.key.toLowerCase() === key.toLowerCase() || event.code === key) &&
      mod === wants('Mod') &&
      // On a keyboard where a sign such as ? needs Shift, the sign says it already.
      (event.shiftKey === wants('Shift') || (/^[^a-z0-9]$/i.test(key) && key !== ' ')) &&
      event.altKey === wants('Alt')
    );
  });
}

const signs: Readonly<Record<string, string>> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ' ': 'Space',
  Backspace: '⌫',
  Delete: 'Del',
  Escape: 'Esc',
};

/** A shortcut as people read it: `Ctrl+Shift+Z`, `⇧⌘Z`. */
export function shortcutText(shortcut: string): string {
  const [first = ''] = shortcut.split(',');
  const parts = first.split('+').map((part) => signs[part] ?? part);
  if (!isMac) return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+');
  const mac: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
  return parts.map((part) => mac[part] ?? part).join('');
}

/** The same in Electron's spelling. */
export function accelerator(shortcut: string): string {
  const [first = ''] = shortcut.split(',');
  return first.replace('Mod', 'CmdOrCtrl').replace('Arrow', '');
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Whether the focus is on something that makes its own use of plain keys. */
function usesKey(target: EventTarget | null, event: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return false;
  const widget = target.closest(
    '[role="menu"], [role="listbox"], [role="dialog"], [role="slider"], [role="tablist"], [role="radiogroup"]',
  );
  if (widget) return true;
  return (event.key === ' ' || event.key === 'Enter') && target.closest('button, a, [role="button"]') !== null;
}

/** Listens for the shortcuts of all commands. */
export function listenForShortcuts(commands: readonly Command[]): () => void {
  const listener = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const inField = isField(event.target);
    const found = commands.find(({ shortcut, inFields, enabled }) => {
      return shortcut && (!inField || inFields) && matches(shortcut, event) && (enabled?.() ?? true);
    });
    if (!found || usesKey(event.target, event)) return;
    event.preventDefault();
    execute(found);
  };
  window.addEventListener('keydown', listener);
  return () => window.removeEventListener('keydown', listener);
}
