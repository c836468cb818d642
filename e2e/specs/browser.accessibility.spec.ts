/** No screen has a serious fault that a machine can find: names, roles, contrast, order. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../hosts.ts';
import { editorScreens } from '../screens.ts';

/** Violations that axe calls serious or critical, in all of the page or in a part of it: the rule, and where. */
async function faults(page: Page, part?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (part !== undefined) axe.include(part);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.any[0]?.message ?? ''}`));
}

for (const [theme, language, tag] of [
  ['light', 'en', []],
  ['dark', 'ja', ['@long']],
  ['light', 'ja', ['@long']],
  ['dark', 'en', ['@long']],
] as const) {
  test(`axe finds nothing serious: ${theme}, ${language}`, { tag: [...tag] }, async ({ openEditor }) => {
    test.slow();
    const look = `theme=${theme}&lang=${language}`;
    const start = await openEditor(`?${look}`);
    expect.soft(await faults(start.page), 'start page').toEqual([]);

    const editor = await start.another(`?example=xor&${look}`);
    await editor.training.setting('epochs').fill('3');
    await editor.bar.trainTo(3);
    for (const { name, part, reach } of editorScreens) {
      await test.step(name, async () => {
        await reach(editor);
        // What stands around a part was looked at with the screens before; the long runs look at all of it again.
        expect.soft(await faults(editor.page, tag.length > 0 ? undefined : part), name).toEqual([]);
        await editor.closeDialog();
      });
    }
  });
}
