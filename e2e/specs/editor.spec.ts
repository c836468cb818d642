/** One network's life, on every host: built by hand, trained, undone and redone, saved, opened again, taken elsewhere. */
import { expect, test } from '../hosts.ts';

const xor = [
  'input.target → loss.target',
  'input.x → linear1.x',
  'linear1.y → tanh1.x',
  'linear2.y → softmax.x',
  'softmax.y → loss.prediction',
  'tanh1.y → linear2.x',
];

test('XOR is built from an empty canvas, trained, undone, redone, saved, opened again and exported', async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?new');
  const { bar, canvas, palette, inspector, start, training } = editor;

  await test.step('blocks are dragged in', async () => {
    const places = [
      ['input', 0.1, 0.25],
      ['linear', 0.3, 0.25],
      ['tanh', 0.5, 0.25],
      ['linear', 0.1, 0.75],
      ['softmax', 0.3, 0.75],
      ['crossEntropy', 0.5, 0.75],
    ] as const;
    for (const [type, across, down] of places) await palette.drag(type, await canvas.place(across, down));
    await expect(canvas.blocks).toHaveCount(6);
    await expect(bar.undo).toHaveAccessibleName('Undo: add CrossEntropy');
  });

  await test.step('and wired', async () => {
    for (const wire of xor) {
      const [from = '', to = ''] = wire.split(' → ');
      await canvas.connect(from, to);
      await expect(canvas.wire(from, to)).toBeVisible();
    }
    expect(await canvas.wiring()).toEqual(xor);
  });

  await test.step('a problem sits on the block it is about, and its button mends it', async () => {
    const fault = canvas.block('loss').getByRole('img', { name: /The data has 2 classes/ });
    await expect(fault).toBeVisible();
    await canvas.select('loss');
    await inspector.fix.click();
    await expect(fault).toHaveCount(0);
    await expect(canvas.block('linear2')).toContainText('B × 2');
    await expect(bar.undo).toHaveAccessibleName('Undo: fix linear2');
  });

  await test.step('it learns XOR', async () => {
    await training.setPace('full');
    await bar.trainTo(100);
    await expect(bar.accuracy).toHaveText('1.0000');
    await expect(bar.backend).toHaveText(/^web(asm|gl2|gpu)$/);
  });

  await test.step('every change is undone back to the empty canvas, and done again', async () => {
    await expect(bar.undo).toHaveAccessibleName('Undo: fix linear2');
    while (await bar.undo.isEnabled()) await bar.undo.click();
    await expect(canvas.blocks).toHaveCount(0);
    await expect(bar.redo).toHaveAccessibleName('Redo: add Input');
    while (await bar.redo.isEnabled()) await bar.redo.click();
    expect(await canvas.wiring()).toEqual(xor);
    await expect(bar.redo).toBeDisabled();
  });

  await test.step('it is saved with its weights, and opened again', async () => {
    await bar.project.fill('My XOR');
    await expect(bar.dirty).toBeVisible();
    await host.chooseFile(editor.page, 'my-xor.gradwire');
    await editor.press('Control+s');
    await expect(editor.notices.filter({ hasText: 'Saved as my-xor.gradwire.' })).toBeVisible();
    await expect(bar.dirty).toHaveCount(0);
    await editor.page.reload();
    await bar.choose('file', 'start');
    await start.recents.filter({ hasText: 'my-xor.gradwire' }).click();
    await expect(bar.project).toHaveValue('My XOR');
    await expect.poll(() => canvas.wiring()).toEqual(xor);
    await expect(training.confusion).toContainText('accuracy 1.0000');
  });

  await test.step('its weights are exported', async () => {
    await bar.export.click();
    await editor.dialogs.exportFormat('safetensors').check();
    const bytes = await host.fileFrom(editor.page, () => editor.dialogs.exportSave.click());
    const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
    expect(header['linear1.weight'].shape).toEqual([8, 2]);
    expect(header['linear2.weight'].shape).toEqual([2, 8]);
  });
});
