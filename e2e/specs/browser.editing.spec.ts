/** Every way to change a network by hand; how the page does it is the same on every host. */
import { expect, test } from '../hosts.ts';

test('a wire dropped on the empty canvas offers the blocks that fit, and wires the chosen one', async ({
  openEditor,
}) => {
  const { canvas, palette, bar, page } = await openEditor('?new');
  await palette.append('input');
  await canvas.hold('input.x');
  await canvas.moveTo(await canvas.place(0.5, 0.85));
  await canvas.release();
  await expect(canvas.chooser).toBeVisible();
  await expect(canvas.chooser.getByTestId('choose-input')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await canvas.chooser.getByTestId('choose-relu').click();
  await expect(canvas.wire('input.x', 'relu1.x')).toBeVisible();
  await expect(bar.undo).toHaveAccessibleName('Undo: add ReLU');

  await canvas.hold('input.target');
  await canvas.moveTo(await canvas.place(0.3, 0.9));
  await canvas.release();
  await canvas.chooser.getByTestId('choose-crossEntropy').click();
  await expect(canvas.wire('input.target', 'loss.target')).toBeVisible();
});

test('a double click on the empty canvas searches a block and puts it there; Alt and a click cut a wire', async ({
  openEditor,
}) => {
  const editor = await openEditor('?new');
  const { canvas, palette, bar, page } = editor;
  await palette.append('input');
  const { x, y } = await canvas.place(0.7, 0.8);
  await page.mouse.dblclick(x, y);
  await page.keyboard.type('sig');
  await expect(canvas.chooser.getByRole('option')).toHaveText(['Sigmoid']);
  await editor.press('Enter');
  await expect(canvas.chooser).toHaveCount(0);
  await expect(canvas.block('sigmoid1')).toBeVisible();
  expect(await canvas.wiring()).toEqual([]);
  await canvas.connect('input.x', 'sigmoid1.x');
  await expect(canvas.wire('input.x', 'sigmoid1.x')).toBeVisible();
  const middle = await canvas.middleOfWire('input.x', 'sigmoid1.x');
  await page.keyboard.down('Alt');
  await page.mouse.click(middle.x, middle.y);
  await page.keyboard.up('Alt');
  await expect(canvas.wires).toHaveCount(0);
  await expect(bar.undo).toHaveAccessibleName('Undo: remove a wire');
});

test('a block dropped on a wire is inserted; Backspace heals the wire, Delete does not', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { canvas, palette, bar } = editor;
  await palette.drag('dropout', await canvas.middleOfWire('tanh1.y', 'linear2.x'));
  await expect(canvas.wire('tanh1.y', 'dropout1.x')).toBeVisible();
  await expect(canvas.wire('dropout1.y', 'linear2.x')).toBeVisible();
  await expect(canvas.wire('tanh1.y', 'linear2.x')).toHaveCount(0);
  await expect(bar.undo).toHaveAccessibleName('Undo: insert Dropout');

  await editor.press('Backspace');
  await expect(canvas.wire('tanh1.y', 'linear2.x')).toBeVisible();
  await expect(bar.undo).toHaveAccessibleName('Undo: delete dropout1');

  await canvas.select('tanh1');
  await editor.press('Delete');
  await expect(canvas.block('tanh1')).toHaveCount(0);
  await expect(canvas.wire('linear1.y', 'linear2.x')).toHaveCount(0);
  await editor.press('Control+z');
  await expect(canvas.wire('linear1.y', 'tanh1.x')).toBeVisible();
});

test('a block that stands apart is dropped into a wire', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { canvas, palette } = editor;
  await palette.drag('relu', await canvas.place(0.4, 0.85));
  // Cards are taller once they show their pictures.
  await expect(canvas.block('linear1').locator('canvas')).toBeVisible();
  await canvas.moveBlock('relu1', await canvas.middleOfWire('input.x', 'linear1.x'));
  await expect(canvas.wire('input.x', 'relu1.x')).toBeVisible();
  await expect(canvas.wire('relu1.y', 'linear1.x')).toBeVisible();
});

test('a wire that cannot be is refused, with the reason at the pointer', async ({ openEditor }) => {
  const { canvas, palette, page } = await openEditor('?example=residual');
  const refuses = async (from: string, to: string, why: RegExp) => {
    await canvas.hold(from);
    await canvas.moveTo(await canvas.middle(canvas.port(to)));
    await expect(canvas.refusal).toHaveText(why);
    await canvas.release();
    await expect(canvas.refusal).toHaveCount(0);
  };
  const before = await canvas.wiring();
  await refuses('add1.y', 'linear1.x', /is wired already|linear1/);
  await page.keyboard.press('Escape');
  await palette.drag('add', await canvas.place(0.3, 0.85));
  await refuses('input.target', 'add2.x', /target/);
  await canvas.connect('linear1.y', 'add2.x');
  await expect(canvas.wire('linear1.y', 'add2.x')).toBeVisible();
  await refuses('add2.y', 'add2.x', /loop|cycle|circle/i);
  expect((await canvas.wiring()).length).toBe(before.length + 1);
});

test('two taps wire two ports, or tell why they do not', async ({ openEditor }) => {
  const { canvas, palette, notices } = await openEditor('?new');
  await palette.append('input');
  await palette.drag('linear', await canvas.place(0.3, 0.8));
  await canvas.port('input.x').click();
  await canvas.port('linear1.x').click();
  await expect(canvas.wire('input.x', 'linear1.x')).toBeVisible();
  await expect(notices).toHaveCount(0);
  await canvas.port('linear1.x').click();
  await canvas.port('linear1.y').click();
  await expect(notices).toContainText('already has a wire');
});

test('blocks are copied, cut, pasted and duplicated with the wires between them', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { canvas, bar } = editor;
  await canvas.select('linear1', 'tanh1');
  expect(await canvas.selected()).toEqual(['linear1', 'tanh1']);
  await editor.press('Control+c', 'Control+v');
  await expect(canvas.wire('linear3.y', 'tanh2.x')).toBeVisible();
  await expect(canvas.block('linear3')).toContainText('8 · x W + b');
  expect(await canvas.selected()).toEqual(['linear3', 'tanh2']);
  await expect(bar.undo).toHaveAccessibleName('Undo: paste');

  await editor.press('Control+d');
  await expect(canvas.wire('linear4.y', 'tanh3.x')).toBeVisible();
  await editor.press('Control+x');
  await expect(canvas.blocks).toHaveCount(8);
  await expect(bar.undo).toHaveAccessibleName('Undo: cut');
  await editor.press('Control+v');
  await expect(canvas.blocks).toHaveCount(10);
});

test('what is copied in one window is pasted in another', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  await editor.canvas.select('linear1', 'tanh1');
  await editor.press('Control+c');
  const other = await editor.another('?new');
  await other.palette.append('input');
  await other.press('Control+v');
  await expect(other.canvas.wire('linear1.y', 'tanh1.x')).toBeVisible();
  await expect(other.canvas.blocks).toHaveCount(3);
});

test('a lasso selects blocks, and one param is set for all of them at once', async ({ openEditor }) => {
  const { canvas, inspector, bar, page } = await openEditor('?example=spiral');
  await page.keyboard.down('Shift');
  const [from, to] = [await canvas.place(0.01, 0.05), await canvas.place(0.99, 0.95)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await canvas.moveTo(to);
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect.poll(async () => (await canvas.selected()).length).toBe(await canvas.blocks.count());
  await expect(inspector.heading).toHaveText(/\d+ blocks/);
  await expect(inspector.param('units')).toHaveAttribute('placeholder', 'different values');
  await inspector.param('units').fill('5');
  await expect(canvas.block('linear1')).toContainText('5 · x W + b');
  await expect(canvas.block('linear2')).toContainText('5 · x W + b');
  await expect(bar.undo).toHaveAccessibleName('Undo: set Units');
});

test('a setting is kept within its bounds and undone as one step, however often it was spun', async ({
  openEditor,
}) => {
  const editor = await openEditor('?example=xor');
  const { canvas, inspector, bar } = editor;
  await canvas.select('linear1');
  await inspector.param('units').focus();
  await editor.press('ArrowUp', 'ArrowUp', 'ArrowUp');
  await expect(canvas.block('linear1')).toContainText('B × 11');
  await expect(canvas.block('linear1')).toContainText('33 parameters');
  await inspector.param('units').fill('0');
  await expect(inspector.param('units')).toHaveAttribute('aria-invalid', 'true');
  await editor.press('Enter');
  await expect(inspector.param('units')).toHaveValue('11');
  await bar.undo.click();
  await expect(canvas.block('linear1')).toContainText('B × 8');
  await expect(bar.undo).toBeDisabled();
});

test('a block is renamed, and problems call it by its name', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { canvas, inspector, bar } = editor;
  await canvas.select('linear2');
  await editor.press('F2');
  await expect(inspector.label).toBeFocused();
  await editor.page.keyboard.type('answer');
  await expect(canvas.block('linear2').locator('.block-id')).toHaveText('answer');
  await expect(bar.undo).toHaveAccessibleName('Undo: rename linear2');
  await inspector.param('units').fill('3');
  await expect(canvas.block('loss').locator('.block-fault')).toHaveAccessibleName(/2 classes/);
  await editor.tab('problems').click();
  await expect(editor.problems.locator('.problem').first()).toContainText(/answer|linear2/);
  await editor.problems.getByTestId('fix').first().click();
  await expect(editor.problems).toContainText('No problems');
});

test('blocks are arranged: all of them, or the selected ones among themselves', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { canvas, bar } = editor;
  await canvas.moveBlock('tanh1', await canvas.place(0.2, 0.85));
  await expect(bar.undo).toHaveAccessibleName('Undo: move');
  await editor.press('Shift+A');
  await expect(bar.undo).toHaveAccessibleName('Undo: arrange');
  const ids = ['input', 'linear1', 'tanh1', 'linear2', 'softmax', 'loss'];
  const across = async () => {
    const places = await Promise.all(ids.map((id) => canvas.middle(canvas.block(id))));
    return places.map(({ x }) => x);
  };
  await expect.poll(async () => isRising(await across())).toBe(true);
  expect(await canvas.selected()).toEqual(['tanh1']);
});

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((value, index) => index === 0 || value > (numbers[index - 1] ?? 0));
}

test('comments and frames stand on the canvas, are written on and undone', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { canvas, bar, page } = editor;
  await editor.press('Shift+C');
  await canvas.note('note1').getByRole('textbox').fill('Two lines must be drawn.');
  await expect(bar.undo).toHaveAccessibleName('Undo: edit a note');
  await page.keyboard.press('Escape');

  await canvas.select('linear1', 'tanh1');
  await editor.press('Control+g');
  await canvas.note('note2').getByRole('textbox').fill('hidden layer');
  const frame = await canvas.note('note2').boundingBox();
  for (const id of ['linear1', 'tanh1']) {
    const { x, y } = await canvas.middle(canvas.block(id));
    expect(x).toBeGreaterThan(frame?.x ?? 0);
    expect(x).toBeLessThan((frame?.x ?? 0) + (frame?.width ?? 0));
    expect(y).toBeGreaterThan(frame?.y ?? 0);
    expect(y).toBeLessThan((frame?.y ?? 0) + (frame?.height ?? 0));
  }
  await bar.undo.click();
  await expect(canvas.note('note2').getByRole('textbox')).toHaveValue('');
  await bar.undo.click();
  await expect(canvas.note('note2')).toHaveCount(0);
});

test('every wire shows the shape it carries', async ({ openEditor }) => {
  const { canvas, inspector } = await openEditor('?example=xor');
  const shapes = canvas.root.locator('.wire-label');
  await expect(shapes).toHaveText(['B × 2', 'B × 8', 'B × 8', 'B × 2', 'B × 2', 'B']);
  await canvas.select('linear1');
  await inspector.param('units').fill('300');
  await expect(shapes).toHaveText(['B × 2', 'B × 300', 'B × 300', 'B × 2', 'B × 2', 'B']);
});

test('the command menu finds every command by a few letters and says what cannot be done now', async ({
  openEditor,
}) => {
  const editor = await openEditor('?example=xor');
  const { canvas, dialogs, page } = editor;
  await editor.press('Control+k');
  await dialogs.search.fill('arrange');
  await editor.press('Enter');
  await expect(dialogs.open).toHaveCount(0);
  await expect(editor.bar.undo).toHaveAccessibleName('Undo: arrange');
  await editor.press('Control+k');
  await dialogs.search.fill('duplicate');
  await expect(page.getByRole('option', { name: /Duplicate/ })).toHaveAttribute('aria-disabled', 'true');
  await dialogs.search.fill('select all');
  await editor.press('Enter');
  await expect.poll(() => canvas.selected()).toHaveLength(6);
  await dialogs.open.waitFor({ state: 'detached' });
  await editor.press('?');
  await expect(dialogs.open).toContainText('Ctrl+Enter');
  // Nothing lies beyond its right edge, where nobody would look for it.
  const list = dialogs.open.locator('.shortcuts');
  expect(await list.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});

test('unsaved work is asked about before something else takes its place', async ({ openEditor, host }) => {
  const editor = await openEditor('?new');
  const { bar, canvas, dialogs, palette, start } = editor;
  await palette.append('input');
  await bar.choose('file', 'start');
  await expect(dialogs.title).toHaveText('Save your changes?');
  await dialogs.cancel.click();
  await expect(canvas.block('input')).toBeVisible();
  await bar.choose('file', 'start');
  await host.chooseFile(editor.page, 'kept.gradwire');
  await dialogs.save.click();
  await expect(start.recents.filter({ hasText: 'kept.gradwire' })).toBeVisible();
});
