/** What goes wrong while a network trains. */
import { chain, dropped, type Way } from './way.ts';

export const ofTraining = {
  notFinite: {
    reach: async (user) => {
      const graph = chain(2, [['linear1', 'linear', { units: 1 }]], ['loss', 'meanSquaredError']);
      const optimizer = { type: 'sgd', learningRate: 10 };
      const data = { source: { kind: 'generated', generator: 'plane' } };
      await dropped({ graph, data, training: { optimizer, epochs: 1000 } })(user);
      await user.editor.canvas.fitted();
      await user.editor.bar.train.click();
    },
    place: 'problems',
    en: "Training stopped in epoch 1, step 9: the output of MeanSquaredError 'loss' is no longer finite.",
    ja: 'エポック 1、ステップ 9 で学習を停止しました。MeanSquaredError「loss」の出力が有限の値ではなくなりました。',
    block: 'loss',
  },
  backendMissing: {
    reach: async (user) => {
      const { page, bar, canvas } = user.editor;
      // Chosen when there was a GPU, in a browser that has none now.
      await page.evaluate(() => {
        const view = JSON.parse(localStorage.getItem('gradwire.view') ?? '{}');
        localStorage.setItem('gradwire.view', JSON.stringify({ ...view, state: { ...view.state, backend: 'webgpu' } }));
      });
      const again = new URL(page.url());
      again.search = `?example=xor&lang=${again.searchParams.get('lang')}`;
      await page.goto(again.href);
      await canvas.fitted();
      await bar.train.click();
    },
    place: 'problems',
    en: "The backend 'webgpu' is not available here: nothing here offers it.",
    ja: 'バックエンド「webgpu」はこの環境では使えません: ここでは提供されていません。',
  },
} as const satisfies Record<string, Way>;
