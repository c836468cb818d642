import { describe, expect, it, vi } from 'vitest';
import { requestSchemas } from './contract.ts';
import { firstMenu, menuTemplate } from './menu.ts';
import { textsFor } from './texts.ts';

describe('menuTemplate', () => {
  it('says what the page said, and nothing of what it left out', () => {
    const template = menuTemplate(
      [
        {
          kind: 'submenu',
          label: 'Train',
          items: [
            { kind: 'command', id: 'start', label: 'Start', accelerator: 'CmdOrCtrl+Enter' },
            { kind: 'separator' },
            { kind: 'command', id: 'pause', label: 'Pause', enabled: false, checked: false },
            { kind: 'role', role: 'copy' },
          ],
        },
      ],
      () => {},
      'linux',
    );
    const click = expect.any(Function);
    expect(template).toEqual([
      {
        label: 'Train',
        submenu: [
          { id: 'start', label: 'Start', accelerator: 'CmdOrCtrl+Enter', click },
          { type: 'separator' },
          { id: 'pause', label: 'Pause', enabled: false, type: 'checkbox', checked: false, click },
          { role: 'copy' },
        ],
      },
    ]);
  });

  it('tells which command was picked', () => {
    const run = vi.fn();
    const [item] = menuTemplate([{ kind: 'command', id: 'start', label: 'Start' }], run, 'linux');
    const click = item?.click as (() => void) | undefined;
    click?.();
    expect(run).toHaveBeenCalledWith('start');
  });

  it('leaves the first place to the app on macOS', () => {
    const template = menuTemplate([{ kind: 'submenu', label: 'File', items: [] }], () => {}, 'darwin');
    expect(template.map(({ role, label }) => role ?? label)).toEqual(['appMenu', 'File']);
  });
});

describe('firstMenu', () => {
  it.each(['en-GB', 'ja', 'fr'])('is one that a page might have set, in %s', (locale) => {
    expect(requestSchemas['menu:set'].safeParse(firstMenu(textsFor(locale))).success).toBe(true);
  });

  it('speaks Japanese', () => {
    expect(firstMenu(textsFor('ja-JP')).map(({ label }) => label)).toEqual(['ファイル', '編集', '表示']);
  });
});
