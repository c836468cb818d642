/** Whatever TensorFlow Playground lets one set, and the charts beside it. */
import { expect, test } from '../hosts.ts';

test('data set, noise, ratio, inputs, batch, rate, activation and regularisation are set, and it learns', async ({
  openEditor,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, canvas, data, inspector, page, training } = editor;
  await editor.tab('data').click();
  for (const name of ['circle', 'gauss', 'spiral', 'plane', 'multiGauss', 'xor']) {
    await data.generator(name).click();
    await expect(data.generator(name)).toHaveAttribute('aria-checked', 'true');
  }
  await page.getByTestId('data-noise').fill('0.1');
  await data.share('train').fill('50');
  await expect(data.rowCount('train')).toHaveText('200');
  for (const input of ['x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)'])
    await page.getByTestId(`derive-${input}`).click();
  await expect(canvas.block('input')).toContainText('B × 7');
  await editor.tab('train').click();
  await training.setting('batchSize').fill('10');
  await training.rate.fill('0.03');
  await canvas.select('tanh1');
  await expect(inspector.heading).toContainText('Tanh');
  await training.setting('epochs').fill('20');
  await training.setPace('full');
  await bar.trainTo(20);
  await expect(bar.accuracy).toHaveText(/^(1\.0000|0\.9\d+)$/);
});

test('a chart is zoomed by drag and by keys, its axis turned logarithmic, its curve smoothed when wanted', async ({
  openEditor,
}) => {
  const { bar, page, training } = await openEditor('?example=xor');
  await training.setPace('full');
  await training.setting('epochs').fill('30');
  await bar.trainTo(30);
  const back = training.loss.getByRole('button', { name: 'Show all epochs' });
  const over = training.loss.locator('.u-over');
  await expect(back).toHaveCount(0);
  const box = await over.boundingBox();
  if (!box) throw new Error('there is no chart');
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await back.click();
  await expect(back).toHaveCount(0);
  await training.loss.locator('.plot').focus();
  await page.keyboard.press('+');
  await expect(back).toBeVisible();
  await page.keyboard.press('0');
  await expect(back).toHaveCount(0);

  const log = training.loss.getByRole('button', { name: 'log' });
  await expect(log).toHaveAttribute('aria-pressed', 'false');
  await log.click();
  await expect(log).toHaveAttribute('aria-pressed', 'true');
  await training.loss.getByRole('button', { name: /smoothing and export/ }).click();
  await expect(page.locator('.chart-menu output')).toHaveText('off');
  await page.locator('.chart-menu').getByRole('slider').fill('0.6');
  await expect(page.locator('.chart-menu output')).toHaveText('0.60');
});

test('pictures of the graph are exported as SVG and PNG', async ({ openEditor, host }) => {
  const { bar, dialogs, page } = await openEditor('?example=xor');
  await bar.export.click();
  await dialogs.exportFormat('svg').check();
  const svg = (await host.fileFrom(page, () => dialogs.exportSave.click())).toString();
  expect(svg).toContain('Softmax');
  expect(svg).toContain('B × 8');
  await bar.export.click();
  await dialogs.exportFormat('png').check();
  const png = await host.fileFrom(page, () => dialogs.exportSave.click());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
});

test('the view: snapping, the overview, zooming to the selection and back', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, canvas, page } = editor;
  const overview = page.locator('.react-flow__minimap');
  await expect(overview).toHaveCount(0);
  await bar.choose('view', 'minimap');
  await expect(overview).toBeVisible();
  await bar.choose('view', 'minimap');
  await expect(overview).toHaveCount(0);

  const place = () =>
    canvas.root.locator('.react-flow__node[data-id="tanh1"]').evaluate((node) => {
      const { e, f } = new DOMMatrix(getComputedStyle(node).transform);
      return [e % 20, f % 20];
    });
  await canvas.moveBlock('tanh1', await canvas.place(0.43, 0.77));
  expect(await place()).toEqual([0, 0]);
  await bar.choose('view', 'snap');
  await canvas.moveBlock('tanh1', await canvas.place(0.41, 0.71));
  expect(await place()).not.toEqual([0, 0]);

  await canvas.select('input');
  const width = async () => (await canvas.block('input').boundingBox())?.width ?? 0;
  const before = await width();
  await editor.press('.');
  await expect.poll(width).toBeGreaterThan(before * 1.2);
  await editor.press('f');
  await expect.poll(width).toBeLessThan(before * 1.2);
  await expect(canvas.block('input')).toBeInViewport({ ratio: 0.99 });
});

test('the theme follows the system until one is chosen', async ({ openEditor }) => {
  const { bar, page } = await openEditor('?example=xor');
  const root = page.locator('html');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(root).toHaveAttribute('data-theme', 'light');
  await bar.choose('view', 'themeDark');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(root).toHaveAttribute('data-theme', 'dark');
});
