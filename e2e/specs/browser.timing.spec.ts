/** What batch size and backend cost, measured and drawn in one chart. */
import { expect, test } from '../hosts.ts';

test('an epoch is timed for batch sizes and backends, in one chart', async ({ openEditor }) => {
  test.setTimeout(180_000);
  const editor = await openEditor('?example=news');
  await editor.tab('runs').click();
  await editor.runs.timing.click();
  await editor.dialogs.open.getByTestId('timing-start').click();
  const table = editor.dialogs.open.getByTestId('timing-table');
  // Ten batch sizes from 1 to 512, the quickest first.
  await expect(table.locator('tbody tr')).toHaveCount(10, { timeout: 60_000 });
  await expect(table.locator('thead th').first()).toHaveText('Rows a step');
  const first = await table.locator('tbody td').first().textContent();
  expect(Number(first)).toBeGreaterThan(0);
  await expect(editor.dialogs.open.locator('[data-backend] path').nth(9)).toBeAttached();
  await editor.page.keyboard.press('Escape');
  await expect(editor.dialogs.open).toHaveCount(0);
});
