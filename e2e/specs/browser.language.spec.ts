/** In Japanese nothing is left in English but names and code. */
import type { Page } from '@playwright/test';
import { blocks } from '../../core/blocks/index.ts';
import { targets } from '../../core/exchange/targets.ts';
import { optimizers } from '../../core/optimizers/index.ts';
import { expect, test } from '../hosts.ts';
import { editorScreens } from '../screens.ts';

/** What is called the same in every language. */
const names = [
  ...Object.values({ ...blocks, ...optimizers, ...targets }).map(({ title }) => title),
  ...[
    'Gradwire',
    'XOR',
    'PyTorch',
    'WebAssembly',
    'WebGL',
    'SIMD',
    'GPU',
    'PNG',
    'SVG',
    'CSV',
    'JSON',
    'ZIP',
    'Markdown',
    'ONNX',
    'NumPy',
    'npz',
    'csv',
  ],
  ...['webasm', 'webgl2', 'webgpu', 'auto', 'English', 'Kaiming', 'Xavier', 'softmax', 'safetensors', 'log'],
  // Published data sets, what is in them and who is called after what.
  ...[
    'Fashion-MNIST',
    'MNIST',
    'Iris',
    'Optical digits',
    'News Aggregator',
    'GloVe',
    'word2vec',
    'SHA',
    'MIT',
    'Brier',
  ],
  ...['Reuters', 'Huffington Post', 'Businessweek', 'Contactmusic.com', 'Daily Mail'],
  // Keys, functions, and the names of weights and ports.
  ...['Enter', 'Esc', 'Alt', 'Shift', 'sin', 'weight', 'bias', 'prediction'],
];

/** Words of Latin letters in all that is seen or read out, without code, keys, formulas, ids and what is typed in. */
function latinWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const code =
      'code, pre, kbd, .katex, .plan, .block-id, .wire-label, .export-name, [data-wire], body [lang], script, style';
    const said: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || element.closest(code)) continue;
      if (node instanceof Text) {
        if (element.checkVisibility()) said.push(node.data);
      } else {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push(element.getAttribute(name) ?? '');
      }
    }
    return said.filter((text) => /[A-Za-z]{3}/.test(text));
  });
}

/** What remains of a text when names, ids such as `linear1` and file names are taken out. */
function english(text: string): boolean {
  const bare = [...names]
    .sort((one, other) => other.length - one.length)
    .reduce((rest, name) => rest.replaceAll(name, ''), text);
  return /[A-Za-z]{3}/.test(
    bare.replace(/\b[a-zA-Z]+\d*\.[a-zA-Z_]+\b|\b[a-z]+[A-Za-z]*\d+\b|\b(input|loss|target)\b/g, ''),
  );
}

test('no screen keeps a word of English', async ({ openEditor }) => {
  test.slow();
  const start = await openEditor('?lang=ja');
  expect.soft((await latinWords(start.page)).filter(english), 'start page').toEqual([]);
  const editor = await start.another('?example=xor&lang=ja');
  await editor.training.setting('epochs').fill('3');
  await editor.bar.trainTo(3);
  for (const { name, reach } of editorScreens) {
    await test.step(name, async () => {
      await reach(editor);
      expect.soft([...new Set((await latinWords(editor.page)).filter(english))], name).toEqual([]);
      await editor.closeDialog();
    });
  }
});

test('the language is switched while a network trains, without losing anything', async ({ openEditor }) => {
  const { bar, canvas, inspector, page, training } = await openEditor('?example=xor');
  await training.setting('epochs').fill('1000000');
  await canvas.select('linear1');
  await bar.train.click();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(2);
  const before = await bar.epochs();

  await bar.language.click();
  await expect(bar.train).toHaveText('学習');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(inspector.root).toContainText('ユニット数');
  await expect.poll(() => bar.epochs()).toBeGreaterThan(before);
  expect(await canvas.selected()).toEqual(['linear1']);
  await bar.stop.click();

  const again = new URL(page.url());
  again.searchParams.delete('lang');
  await page.goto(again.href);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
});
