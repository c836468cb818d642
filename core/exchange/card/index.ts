import { writeModel } from '../../project/model.ts';
import type { EpochReport } from '../../train/run.ts';
import { fileOf, shellWord, type Target } from '../target.ts';
import { withWeights } from '../weightTargets.ts';
import { curvesPicture, lossSeries } from './curvesPicture.ts';
import { graphPicture } from './graphPicture.ts';
import { cardText } from './markdown.ts';
import { cardTexts } from './texts.ts';

const MODEL = 'model.safetensors';

export const card: Target = {
  title: 'Model card',
  extension: null,
  holds: 'weights',
  takesData: true,
  summary: {
    en: 'A folder with a page in Markdown about the model: its graph, data, settings, curves and results, and the model itself.',
    ja: 'モデルについての Markdown のページを含むフォルダーです。グラフ、データ、設定、曲線、結果と、モデル本体を収めます。',
  },
  usage: (folder) => `gradwire import ${shellWord(`${folder}/${MODEL}`)} --out project.gradwire`,
  write: (model) => {
    const { network, project, history = [], language = 'en' } = model;
    const texts = cardTexts[language];
    const curves = (reports: readonly EpochReport[]) =>
      curvesPicture(lossSeries(reports, texts), { title: texts.curves, epoch: texts.epoch });
    const written = [
      ['README.md', cardText(model, { curves: history.length > 1 })],
      ['graph.svg', graphPicture(network, project.name, texts)],
      ...(history.length > 1 ? [['curves.svg', curves(history)] as const] : []),
    ] as const;
    return new Map<string, Uint8Array>([
      ...written.map(([name, content]) => [name, new TextEncoder().encode(content)] as const),
      [MODEL, writeModel(model)],
    ]);
  },
  read: (files, model) => withWeights(model, fileOf(files, MODEL), MODEL),
};
