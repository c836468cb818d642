import type { Editor } from './pages/editor.ts';
import { dockTabs } from './pages/editor.ts';

/** A part of the app to look at as a whole: its name, and the way there from an example that has been trained. */
export interface Screen {
  readonly name: string;
  /** The selector of what it shows beside what was shown before; without it that is all of the window. */
  readonly part?: string;
  readonly reach: (editor: Editor) => Promise<void>;
}

const dock = '.dock-panel[data-state="active"]';

const dialog = (name: string, open: (editor: Editor) => Promise<void>): Screen => ({
  name: `dialog ${name}`,
  part: '[role="dialog"]',
  reach: async (editor) => {
    await open(editor);
    await editor.dialogs.open.waitFor();
  },
});

/** Every panel and every dialog. Each is reached from wherever the one before it ended, dialogs closed. */
export const editorScreens: readonly Screen[] = [
  {
    name: 'inspector',
    reach: async ({ canvas, inspector }) => {
      await canvas.select('linear1');
      await inspector.root.waitFor();
    },
  },
  ...dockTabs.map((tab) => ({
    name: `panel ${tab}`,
    part: dock,
    reach: async (editor: Editor) => {
      await editor.tab(tab).click();
      await editor.page.locator(`${dock} > :not(.empty.faint)`).first().waitFor();
    },
  })),
  ...(['evaluation', 'rows'] as const).map((view) => ({
    name: `train ${view}`,
    part: dock,
    reach: async (editor: Editor) => {
      await editor.tab('train').click();
      await editor.evaluation.view(view).click();
      await editor.evaluation.figures.or(editor.evaluation.table).first().waitFor();
    },
  })),
  {
    name: 'panel data catalogue',
    part: dock,
    reach: async (editor) => {
      await editor.tab('data').click();
      await editor.data.view('catalogue').click();
      await editor.catalogue.button('iris', 'download').waitFor();
    },
  },
  {
    name: 'a step of backpropagation',
    reach: async ({ stepper }) => {
      await stepper.start.click();
      await stepper.at(0);
    },
  },
  dialog('commands', (editor) => editor.press('Control+k')),
  dialog('shortcuts', (editor) => editor.press('?')),
  dialog('wiring', async (editor) => {
    await editor.canvas.select('linear1');
    await editor.press('w');
  }),
  dialog('export', ({ bar }) => bar.export.click()),
  dialog('dense stack', ({ palette }) => palette.stack.click()),
  dialog('weights', async ({ canvas, page }) => {
    await canvas.select('linear1');
    await page.getByTestId('edit-weights').click();
  }),
  dialog('catalogue', (editor) => editor.bar.choose('file', 'catalogue')),
  dialog('about', (editor) => editor.bar.choose('help', 'about')),
  dialog('unsaved', async (editor) => {
    await editor.palette.append('relu');
    await editor.bar.choose('file', 'start');
  }),
];
