import type { Text } from '../../blocks/params.ts';

/** What a model card says, in the languages of the app. Numbers and names are put in as they are. */
export interface CardTexts {
  readonly made: string;
  readonly network: string;
  /** The picture's text for those who do not see it. */
  readonly graph: string;
  readonly blocks: readonly [block: string, type: string, gives: string, parameters: string];
  readonly total: (parameters: number) => string;
  readonly data: string;
  readonly generated: (samples: number, generator: string, noise: number, seed: number) => string;
  readonly file: (path: string) => string;
  readonly text: (path: string, vectors: string) => string;
  readonly rows: (train: number, valid: number, test: number) => string;
  readonly derived: (forms: string) => string;
  readonly oneHot: (column: string, categories: string) => string;
  readonly filled: Readonly<Record<'mean' | 'median', (column: string, value: string) => string>>;
  readonly dropped: (column: string) => string;
  readonly standardised: string;
  readonly classes: (names: string) => string;
  readonly training: string;
  readonly settings: readonly [setting: string, value: string];
  readonly optimizer: string;
  readonly schedule: string;
  readonly batchSize: string;
  readonly epochs: string;
  readonly seed: string;
  readonly shuffle: string;
  readonly clipNorm: string;
  readonly l1: string;
  readonly l2: string;
  readonly earlyStopping: string;
  readonly patience: (epochs: number, minDelta: number) => string;
  readonly yes: string;
  readonly no: string;
  readonly trained: (epochs: number, steps: number) => string;
  /** The title of the curves' picture, the words at its lines, and that below its last epoch. */
  readonly curves: string;
  readonly parts: { readonly train: string; readonly valid: string; readonly test: string };
  readonly epoch: (epoch: number) => string;
  readonly parameters: (count: number) => string;
  readonly results: (part: string) => string;
  readonly evaluated: (rows: number, loss: string, accuracy: string | null) => string;
  /** The corner of the confusion matrix. */
  readonly confusion: string;
  readonly loading: string;
  readonly holds: string;
  readonly inGradwire: string;
}

const en: CardTexts = {
  made: 'A neural network made with Gradwire.',
  network: 'Network',
  graph: 'The network',
  blocks: ['block', 'type', 'gives', 'parameters'],
  total: (parameters) => `${parameters} parameters in all.`,
  data: 'Data',
  generated: (samples, generator, noise, seed) =>
    `Source: ${samples} rows of the generator ${generator} (noise ${noise}, seed ${seed}).`,
  file: (path) => `Source: ${path}.`,
  text: (path, vectors) => `Source: the texts of ${path}, as means of the word vectors of ${vectors}.`,
  rows: (train, valid, test) => `Rows: ${train} to train, ${valid} to validate, ${test} to test.`,
  derived: (forms) => `Engineered inputs: ${forms}.`,
  oneHot: (column, categories) => `Column ${column} is one-hot: ${categories}.`,
  filled: {
    mean: (column, value) => `Missing values of ${column} are filled with the mean, ${value}.`,
    median: (column, value) => `Missing values of ${column} are filled with the median, ${value}.`,
  },
  dropped: (column) => `Rows without a value of ${column} are left out.`,
  standardised: 'Features are standardised by the training part.',
  classes: (names) => `Classes: ${names}.`,
  training: 'Training',
  settings: ['setting', 'value'],
  optimizer: 'Optimizer',
  schedule: 'Learning rate over time',
  batchSize: 'Batch size',
  epochs: 'Epochs',
  seed: 'Seed',
  shuffle: 'Shuffle',
  clipNorm: 'Gradients clipped at',
  l1: 'L1 penalty',
  l2: 'L2 penalty',
  earlyStopping: 'Early stopping',
  patience: (epochs, minDelta) => `after ${epochs} epochs without a gain of ${minDelta}`,
  yes: 'yes',
  no: 'no',
  trained: (epochs, steps) => `Trained for ${epochs} epochs (${steps} steps).`,
  curves: 'Loss by epoch',
  parts: { train: 'train', valid: 'valid', test: 'test' },
  epoch: (epoch) => `epoch ${epoch}`,
  parameters: (count) => `${count} parameters`,
  results: (part) => `Results on the ${part} part`,
  evaluated: (rows, loss, accuracy) =>
    `${rows} rows: loss ${loss}${accuracy === null ? '' : `, accuracy ${accuracy} %`}.`,
  confusion: 'true \\ predicted',
  loading: 'How to load',
  holds: '`model.safetensors` holds the project, the preprocessing and the weights. In PyTorch:',
  inGradwire: 'In Gradwire, open the file, or on the command line:',
};

const ja: CardTexts = {
  made: 'Gradwire で作成したニューラルネットワークです。',
  network: 'ネットワーク',
  graph: 'ネットワーク図',
  blocks: ['ブロック', '種類', '出力の幅', 'パラメータ数'],
  total: (parameters) => `パラメータは全部で ${parameters} 個です。`,
  data: 'データ',
  generated: (samples, generator, noise, seed) =>
    `データ元: ジェネレーター ${generator} による ${samples} 行 (ノイズ ${noise}、シード ${seed})`,
  file: (path) => `データ元: ${path}`,
  text: (path, vectors) => `データ元: ${path} のテキスト。各行は ${vectors} の単語ベクトルの平均です。`,
  rows: (train, valid, test) => `行数: 学習 ${train}、検証 ${valid}、テスト ${test}`,
  derived: (forms) => `派生した入力: ${forms}`,
  oneHot: (column, categories) => `列 ${column} は one-hot です: ${categories}。`,
  filled: {
    mean: (column, value) => `${column} の欠損値は平均 ${value} で埋めています。`,
    median: (column, value) => `${column} の欠損値は中央値 ${value} で埋めています。`,
  },
  dropped: (column) => `${column} の値がない行は除いています。`,
  standardised: '特徴量は、学習用データの平均と標準偏差で標準化しています。',
  classes: (names) => `クラス: ${names}`,
  training: '学習',
  settings: ['設定', '値'],
  optimizer: '最適化手法',
  schedule: '学習率の変化',
  batchSize: 'バッチサイズ',
  epochs: 'エポック数',
  seed: 'シード',
  shuffle: 'シャッフル',
  clipNorm: '勾配クリッピングの上限',
  l1: 'L1 正則化',
  l2: 'L2 正則化',
  earlyStopping: '早期終了',
  patience: (epochs, minDelta) => `${epochs} エポックの間に ${minDelta} 以上の改善がなければ終了`,
  yes: 'あり',
  no: 'なし',
  trained: (epochs, steps) => `${epochs} エポック (${steps} ステップ) 学習しました。`,
  curves: 'エポックごとの損失',
  parts: { train: '学習', valid: '検証', test: 'テスト' },
  epoch: (epoch) => `エポック ${epoch}`,
  parameters: (count) => `パラメータ ${count}`,
  results: (part) => `${part}用データでの結果`,
  evaluated: (rows, loss, accuracy) => `${rows} 行: 損失 ${loss}${accuracy === null ? '' : `、正解率 ${accuracy} %`}`,
  confusion: '正解 \\ 予測',
  loading: '読み込み方',
  holds: '`model.safetensors` には、プロジェクト、前処理、重みが入っています。PyTorch では次のように読み込みます。',
  inGradwire: 'Gradwire ではこのファイルを開きます。コマンドラインでは次のようにします。',
};

export const cardTexts: Readonly<Record<keyof Text, CardTexts>> = { en, ja };
