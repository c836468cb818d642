import { type DataSettings, defaultSplit } from './settings.ts';

/** A published data set that can be fetched by its id. */
export interface CatalogueEntry {
  readonly title: string;
  /** Who published it, and where that is told. */
  readonly source: string;
  readonly licence: string;
  readonly files: readonly CatalogueFile[];
  /** The data of a project that uses it, once its files lie in `folder`. */
  readonly settings: (folder: string) => DataSettings;
}

export interface CatalogueFile {
  readonly name: string;
  readonly address: string;
  readonly bytes: number;
  /** Of the file as it is served, in hexadecimal. */
  readonly sha256: string;
}

/** Only what can be verified stands here: a file whose checksum nobody published is no entry. */
export const catalogue = {
  mnist: {
    title: 'MNIST: 70,000 handwritten digits, 28×28',
    source: 'Y. LeCun, C. Cortes, C. Burges, http://yann.lecun.com/exdb/mnist/',
    licence: 'CC BY-SA 3.0',
    files: idxFiles('https://ossci-datasets.s3.amazonaws.com/mnist/', {
      'train-images': [9912422, '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609'],
      'train-labels': [28881, '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c'],
      't10k-images': [1648877, '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6'],
      't10k-labels': [4542, 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6'],
    }),
    settings: idxSettings,
  },
  'fashion-mnist': {
    title: 'Fashion-MNIST: 70,000 pieces of clothing, 28×28',
    source: 'Zalando Research, https://github.com/zalandoresearch/fashion-mnist',
    licence: 'MIT',
    files: idxFiles('http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/', {
      'train-images': [26421880, '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84'],
      'train-labels': [29515, 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845'],
      't10k-images': [4422102, '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073'],
      't10k-labels': [5148, '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5'],
    }),
    settings: idxSettings,
  },
  iris: {
    title: 'Iris: 150 flowers of three species, four measures each',
    source: 'R. A. Fisher, UCI Machine Learning Repository, https://archive.ics.uci.edu/dataset/53/iris',
    licence: 'CC BY 4.0',
    files: [
      {
        name: 'iris.data',
        address: 'https://archive.ics.uci.edu/ml/machine-learning-databases/iris/iris.data',
        bytes: 4551,
        sha256: '6f608b71a7317216319b4d27b4d9bc84e6abd734eda7872b71a458569e2656c0',
      },
    ],
    settings: (folder) => ({
      source: { kind: 'table', path: `${folder}/iris.data`, features: ['0', '1', '2', '3'], target: '4' },
      split: defaultSplit,
      standardize: true,
    }),
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type CatalogueId = keyof typeof catalogue;
export const catalogueIds = Object.keys(catalogue) as CatalogueId[];

type Facts = readonly [bytes: number, sha256: string];

/** The four files of MNIST and of all that took its form. */
function idxFiles(place: string, parts: Readonly<Record<string, Facts>>): CatalogueFile[] {
  return Object.entries(parts).map(([part, [bytes, sha256]]) => {
    const name = `${part}-idx${part.endsWith('images') ? 3 : 1}-ubyte.gz`;
    return { name, address: place + name, bytes, sha256 };
  });
}

function idxSettings(folder: string): DataSettings {
  const source = (part: string) => ({
    kind: 'arrays' as const,
    x: `${folder}/${part}-images-idx3-ubyte.gz`,
    target: `${folder}/${part}-labels-idx1-ubyte.gz`,
    scale: 1 / 255,
  });
  // Their authors set no rows aside to watch while training.
  return {
    source: source('train'),
    test: source('t10k'),
    split: { train: 0.9, valid: 0.1, test: 0, seed: 1 },
    standardize: false,
  };
}
