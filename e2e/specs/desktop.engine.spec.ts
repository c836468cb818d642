/** What the desktop app tells the engine before it starts. */
import { V8_FLAGS } from '../../core/runtime/webasm/wideVectors.ts';
import { expect, test } from '../hosts.ts';

test('V8 is told to join vectors, by both names of its flag', async ({ desktop }) => {
  const { app } = await desktop.launch();
  expect(await app.evaluate(({ app }) => app.commandLine.getSwitchValue('js-flags'))).toBe(V8_FLAGS.join(','));
});

test('auto tries blocks for wide vectors, and the menu says how long they took', async ({ openEditor }) => {
  const { bar, page, training } = await openEditor('?example=digits');
  // So many rows that a layer's product is worth more than the plainest way.
  await training.setting('batchSize').fill('128');
  await training.setting('epochs').fill('1');
  await bar.trainTo(1);
  await expect(bar.backend).toHaveText(/^web(asm|gpu|gl2)/);
  await bar.backend.click();
  await expect(page.getByRole('menu')).toContainText(/Measured: webasm [\d.]+ ms, webasm\+wide [\d.]+ ms/);
  await expect(page.getByRole('menu')).toContainText('wide: vectors of 256 bits');
});
