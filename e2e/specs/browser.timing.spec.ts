/** What batch size and backend cost, measured and drawn in one chart. */
import { expect, test } from '../hosts.ts';
import { project } from '../problems/way.ts';

test('an epoch is timed for batch sizes and backends, in one chart', async ({ openEditor }) => {
  const editor = await openEditor();
  // Few rows: there is a plan to compile for each size that is not larger than they are.
  const data = { source: { kind: 'generated', generator: 'xor', samples: 10 } };
  await editor.drop('few.gradwire', project({ data }));
  await expect(editor.notices.filter({ hasText: 'Opened few.gradwire.' })).toBeVisible();
  await editor.canvas.fitted();
  await editor.tab('runs').click();
  await editor.runs.timing.click();
  await editor.dialogs.open.getByTestId('timing-start').click();
  const table = editor.dialogs.open.getByTestId('timing-table');
  await expect(table.locator('tbody th')).toHaveText(['1', '2', '4', '8'], { timeout: 30_000 });
  await expect(table.locator('thead th').first()).toHaveText('Rows a step');
  const first = table.locator('tbody td:nth-child(2)');
  for (const cell of await first.allTextContents()) expect(Number(cell)).toBeGreaterThan(0);
  await expect(editor.dialogs.open.locator('[data-backend] path').nth(3)).toBeAttached();
  await editor.page.keyboard.press('Escape');
  await expect(editor.dialogs.open).toHaveCount(0);
});
