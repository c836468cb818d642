/** Whatever a user gets wrong, the app says so where it is, how it is mended, and in the user's language. */
import { problemTexts } from '../../core/problem.ts';
import { expect, test } from '../hosts.ts';
import type { ProblemLine } from '../pages/problemLine.ts';
import { kinds, unreachable, ways } from '../problems/index.ts';
import type { User, Way } from '../problems/way.ts';

test('every Problem has a way to it, or a reason why no window can show it', () => {
  expect([...Object.keys(ways), ...Object.keys(unreachable)].sort()).toEqual(Object.keys(problemTexts).sort());
});

test.afterEach(() => {
  delete process.env.GRADWIRE_MIRROR;
  delete process.env.GRADWIRE_DATA;
});

type Named = readonly [code: string, way: Way];

for (const [kind, ofKind] of Object.entries(kinds)) {
  const all: readonly Named[] = Object.entries<Way>(ofKind);
  test(`a user meets every Problem of ${kind}, and is told how to mend it`, async ({ openEditor, host, hostName }) => {
    test.slow();
    const here = all.filter(([, way]) => (way.host ?? 'browser') === hostName);
    test.skip(here.length === 0, 'all of them are met on the other host');
    const user = { editor: await openEditor(), host };
    await follow(user, here, async (line, code, { en, block, fix }) => {
      await expect.soft(line.message, code).toHaveText(en);
      if (block) await expect.soft(user.editor.canvas.fault(block), code).toBeVisible();
      if (!fix) return;
      await expect.soft(line.fix, code).toHaveText(fix);
      await line.fix.click();
      await expect.soft(line.root, `${code} after its mend`).toHaveCount(0);
    });
  });
}

test('in Japanese what core puts into the sentences is Japanese too', { tag: '@long' }, async ({
  openEditor,
  host,
  hostName,
}) => {
  test.slow();
  const told = Object.entries<Way>(ways).filter(([, { ja, host }]) => ja && (host ?? 'browser') === hostName);
  test.skip(told.length === 0, 'all of them are met on the other host');
  const user = { editor: await openEditor('?new&lang=ja'), host };
  await follow(user, told, (line, code, { ja = '' }) => expect.soft(line.message, code).toHaveText(ja));
});

/** Goes the ways one after the other in one window, and looks at the line in which each ends. */
async function follow(
  user: User,
  all: readonly Named[],
  look: (line: ProblemLine, code: string, way: Way) => Promise<void>,
): Promise<void> {
  const { editor } = user;
  editor.page.setDefaultTimeout(10_000);
  await editor.page.addLocatorHandler(editor.dialogs.discard, (discard) => discard.click());
  for (const [code, way] of all) {
    await test.step(code, async () => {
      await way.reach(user);
      if (way.place === 'pointer') {
        await expect.soft(editor.canvas.refusal, code).toHaveText(way.en);
        await editor.canvas.release();
        return;
      }
      const line = await editor.problem(code, way.place);
      // Whole: neither cut off nor covered, and with every detail filled in.
      for (const part of [line.message, line.hint]) {
        await part.scrollIntoViewIfNeeded();
        await expect.soft(part, code).toBeInViewport({ ratio: 1 });
        await expect.soft(part, code).toHaveText(/^[^{}]*[^{}\s][^{}]*$|\{"x"/);
      }
      await look(line, code, way);
      await editor.closeDialog();
      await editor.dismissNotices();
    });
  }
}
