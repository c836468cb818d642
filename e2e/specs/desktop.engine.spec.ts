/** What the desktop app tells the engine before it starts. */
import { expect, test } from '../hosts.ts';

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
