/** The same network without a mouse: every step is a key. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../hosts.ts';
import type { Editor } from '../pages/editor.ts';

/** Presses Tab until something has the focus, as one does who sees where it is. */
async function tabTo(editor: Editor, goal: Locator, key = 'Tab'): Promise<void> {
  await goal.waitFor();
  for (let presses = 0; presses < 120; presses++) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await editor.press(key);
  }
  throw new Error(`no Tab leads to ${goal}`);
}

test('XOR is built, wired, trained and saved by keyboard alone', async ({ openEditor, host }) => {
  const editor = await openEditor('?');
  const { bar, canvas, dialogs, inspector, palette, page, start } = editor;
  const keys = (text: string) => page.keyboard.type(text);
  const node = (id: string) => canvas.root.locator(`.react-flow__node[data-id="${id}"]`);

  await test.step('a new project', async () => {
    await tabTo(editor, start.newProject);
    await editor.press('Enter');
    await expect(canvas.root).toBeVisible();
  });

  await test.step('blocks are searched for and appended', async () => {
    await tabTo(editor, palette.search);
    for (const type of ['input', 'linear', 'tanh', 'linear', 'softmax', 'crossEntropy']) {
      await editor.press('Control+a');
      await keys(type);
      await editor.press('Enter');
    }
    await expect(canvas.blocks).toHaveCount(6);
    await expect(canvas.wires).toHaveCount(6);
  });

  await test.step('a wire is taken out and drawn again', async () => {
    await tabTo(editor, canvas.root.locator('.react-flow__edge[data-id="tanh1.y linear2.x"]'));
    await editor.press('Enter', 'Delete');
    await expect(canvas.wire('tanh1.y', 'linear2.x')).toHaveCount(0);
    await tabTo(editor, node('tanh1'));
    await editor.press('Enter');
    expect(await canvas.selected()).toEqual(['tanh1']);
    await editor.press('w');
    await expect(dialogs.search).toBeFocused();
    await keys('linear2');
    await editor.press('Enter');
    await expect(canvas.wire('tanh1.y', 'linear2.x')).toBeVisible();
  });

  await test.step('a setting is changed', async () => {
    await tabTo(editor, node('linear2'));
    await editor.press('Enter');
    await tabTo(editor, inspector.param('units'));
    await editor.press('Control+a');
    await keys('2');
    await expect(canvas.block('linear2')).toContainText('B × 2');
    await expect(canvas.root.locator('.block-fault')).toHaveCount(0);
  });

  await test.step('it is trained, from within a field', async () => {
    await editor.press('Control+Enter');
    await expect(bar.accuracy).toHaveText('1.0000', { timeout: 30_000 });
    await expect(bar.epoch).toHaveText('100', { timeout: 30_000 });
    await bar.rests();
  });

  await test.step('panels and commands are reached by keys', async () => {
    await editor.press('Alt+4');
    await expect(editor.runs.rows).toHaveCount(1);
    await editor.press('Control+k');
    await expect(dialogs.search).toBeFocused();
    await keys('fit to view');
    await editor.press('Enter');
    await expect(dialogs.open).toHaveCount(0);
    await host.chooseFile(page, 'keys.gradwire');
    await editor.press('Control+s');
    await expect(editor.notices.filter({ hasText: 'Saved as keys.gradwire.' })).toBeVisible();
  });
});
