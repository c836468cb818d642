import type { Editor } from '../pages/editor.ts';
import { editorScreens } from '../screens.ts';

/** A screen worth looking at: where it begins, and how one gets there. */
export interface Screen {
  readonly name: string;
  /** What follows the page's address; theme and language are added. */
  readonly query: string;
  readonly reach?: (editor: Editor) => Promise<void>;
}

const trained = async ({ bar, training }: Editor) => {
  await training.setPace('full');
  await bar.trainTo(Number(await training.setting('epochs').inputValue()), 120_000);
};

/** The stepper at a step of XOR's tape, at a level. */
const tape = (name: string, step: number, level: 'block' | 'matrix' | 'neuron' | 'term'): Screen => ({
  name: `step-${name}-${level}`,
  query: '?example=xor',
  reach: async ({ stepper, page }) => {
    await stepper.start.click();
    await stepper.at(0);
    await stepper.scrub.fill(String(step));
    await stepper.at(step);
    await stepper.level(level);
    await page.waitForTimeout(500);
  },
});

const phases = [
  ['forward', 1],
  ['loss', 5],
  ['backward', 8],
  ['softmax', 7],
  ['update', 12],
] as const;

const levels = ['block', 'matrix', 'neuron', 'term'] as const;

/** The panels and dialogs that other specs look at too, of a network that has been trained. */
const parts = editorScreens.map(
  ({ name, reach }): Screen => ({
    name: name.replaceAll(' ', '-'),
    query: '?example=xor',
    reach: async (editor) => {
      await trained(editor);
      await reach(editor);
    },
  }),
);

export const screens: readonly Screen[] = [
  { name: 'start', query: '' },
  { name: 'empty', query: '?new' },
  { name: 'trained', query: '?example=spiral', reach: trained },
  { name: 'digits', query: '?example=digits', reach: trained },
  ...parts,
  ...phases.flatMap(([name, step]) => levels.map((level) => tape(name, step, level))),
  {
    name: 'columns',
    query: '?new',
    reach: async (editor) => {
      const { data } = editor;
      const rows = Array.from({ length: 80 }, (_, row) => [
        ['sun', 'rain', '', 'snow'][row % 4],
        row % 7 ? row : 'NA',
        `guest ${row}`,
        row % 11 ? ['yes', 'no'][row % 2] : '',
      ]);
      await editor.drop('outings.csv', ['sky,heat,name,goes', ...rows].join('\n'));
      await editor.mention('outings.csv').waitFor();
      await data.target.selectOption('goes');
      for (const name of ['heat', 'sky']) await data.column(name).getByRole('checkbox').check();
      await data.missing('goes').selectOption('drop');
      await data.rowCount('train').waitFor();
    },
  },
  {
    name: 'gradient-check',
    query: '?example=xor',
    reach: async (editor) => {
      await editor.tab('step').click();
      await editor.page.getByTestId('step-check').click();
      await editor.page.getByTestId('check-start').click();
      await editor.page.getByTestId('check-summary').waitFor({ timeout: 60_000 });
    },
  },
  {
    name: 'loss-surface',
    query: '?example=xor',
    reach: async (editor) => {
      await trained(editor);
      await editor.tab('step').click();
      await editor.page.getByTestId('step-surface').click();
      await editor.page.getByTestId('surface-start').click();
      await editor.page.getByTestId('loss-surface').waitFor({ timeout: 60_000 });
      await editor.page.waitForTimeout(1500);
    },
  },
];
