/** What leaves the app for other software is proven before it leaves, under the page's content security policy. */

import { readOnnx } from '../../core/exchange/onnx/read.ts';
import { targetNames } from '../../core/exchange/targets.ts';
import { unwrap } from '../../core/problem.ts';
import { expect, test } from '../hosts.ts';

test('every form of export says what it writes and how far its answers are from ours', async ({ openEditor, host }) => {
  const { bar, dialogs, page } = await openEditor('?example=residual');
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await bar.export.click();
  for (const name of targetNames) {
    await dialogs.exportFormat(name).check();
    await expect(dialogs.exportVerified, name).toContainText('on 64 rows');
    const difference = Number(/difference (\S+) on/.exec((await dialogs.exportVerified.textContent()) ?? '')?.[1]);
    expect(difference, name).toBeLessThan(1e-5);
    expect(await dialogs.exportFiles.count(), name).toBeGreaterThan(0);
  }
  await dialogs.exportFormat('onnx').check();
  await expect(dialogs.exportFiles).toContainText('.onnx');
  const bytes = await host.fileFrom(page, () => dialogs.exportSave.click());
  const { graph } = unwrap(readOnnx(bytes, 'x.onnx'));
  expect(graph.blocks.map(({ id }) => id)).toEqual([
    'input',
    'linear1',
    'relu1',
    'linear2',
    'tanh1',
    'add1',
    'linear3',
    'softmax',
  ]);
  expect(complaints).toEqual([]);
});
