import type { Shape } from '../shape.ts';

export const en = {
  title: 'Weights of {{file}}',
  text: 'These tensors become the weights of the open network. Keras keeps a matrix the other way round: such ones are transposed. A square matrix fits either way, so say which it is.',
  incomplete: 'Not every weight of the open network is found in the file, so it cannot take them.',
  weight: 'Weight',
  from: 'Tensor in the file',
  by: 'Told by',
  told: { name: 'name', shape: 'shape' },
  transposed: 'Transposed',
  turn: 'Transpose {{weight}}',
  unused: 'Not used: {{names}}',
  take: 'Take the weights',
} as const;

export const ja: Shape<typeof en> = {
  title: '{{file}} の重み',
  text: '次のテンソルが、開いているネットワークの重みになります。Keras の行列は向きが逆なので、転置して取り込みます。正方行列はどちらの向きにも合うため、転置するかどうかを選んでください。',
  incomplete: '開いているネットワークの重みのうち、ファイルにないものがあるため、取り込めません。',
  weight: '重み',
  from: 'ファイルのテンソル',
  by: '対応の根拠',
  told: { name: '名前', shape: '形状' },
  transposed: '転置',
  turn: '{{weight}} を転置する',
  unused: '使わないもの: {{names}}',
  take: '重みを取り込む',
};
