import type { Text } from '../blocks/params.ts';
import { ProblemError, problem, type Result } from '../problem.ts';
import { type DataSettings, defaultSplit, type Source } from './settings.ts';

/** A published data set that can be fetched by its id. */
export interface CatalogueEntry {
  readonly title: Text;
  /** Who published it, and where that is told. */
  readonly source: string;
  readonly licence: string;
  /** What of it is used, where that is not all. */
  readonly note?: Text;
  readonly files: readonly CatalogueFile[];
  /** Numbers in a row; null where the word vectors decide. */
  readonly features: number | null;
  readonly classes: number;
  /** What a first try at it might be: units of a hidden layer, and how to train. */
  readonly start: { readonly hidden: number; readonly batchSize: number; readonly epochs: number };
  /** The data of a project that uses it. Texts need a file of word vectors, which is the user's own. */
  readonly settings: (vectors?: string) => DataSettings;
  /** Whether `settings` must be given word vectors. */
  readonly needsVectors?: boolean;
}

export interface CatalogueFile {
  readonly name: string;
  readonly address: string;
  /** Of the file as it is kept. */
  readonly bytes: number;
  /** Of the file as it is kept, in hexadecimal. */
  readonly sha256: string;
  /** Set where it is served in a zip, under its name, whose own checksum nobody published: at most so many bytes. */
  readonly zipBytes?: number;
}

/** Only what can be verified stands here: a file whose checksum nobody published is no entry. */
export const catalogue = {
  mnist: {
    title: { en: 'MNIST: 70,000 handwritten digits, 28×28', ja: 'MNIST: 手書き数字 70,000 枚、28×28' },
    source: 'Y. LeCun, C. Cortes, C. Burges, http://yann.lecun.com/exdb/mnist/',
    licence: 'CC BY-SA 3.0',
    files: idxFiles('https://ossci-datasets.s3.amazonaws.com/mnist/', {
      'train-images': [9912422, '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609'],
      'train-labels': [28881, '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c'],
      't10k-images': [1648877, '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6'],
      't10k-labels': [4542, 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6'],
    }),
    features: 784,
    classes: 10,
    start: { hidden: 128, batchSize: 64, epochs: 5 },
    settings: () => idxSettings('mnist'),
  },
  'fashion-mnist': {
    title: { en: 'Fashion-MNIST: 70,000 pieces of clothing, 28×28', ja: 'Fashion-MNIST: 衣料品 70,000 枚、28×28' },
    source: 'Zalando Research, https://github.com/zalandoresearch/fashion-mnist',
    licence: 'MIT',
    files: idxFiles('http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/', {
      'train-images': [26421880, '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84'],
      'train-labels': [29515, 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845'],
      't10k-images': [4422102, '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073'],
      't10k-labels': [5148, '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5'],
    }),
    features: 784,
    classes: 10,
    start: { hidden: 128, batchSize: 64, epochs: 5 },
    settings: () => idxSettings('fashion-mnist'),
  },
  iris: {
    title: {
      en: 'Iris: 150 flowers of three species, four measures each',
      ja: 'アヤメ (Iris): 3 品種の花 150 個、計測値 4 種',
    },
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
    features: 4,
    classes: 3,
    start: { hidden: 16, batchSize: 16, epochs: 60 },
    settings: () => ({
      source: { kind: 'table', path: addressIn('iris', 'iris.data'), features: columns(4), target: '4' },
      split: defaultSplit,
      standardize: true,
    }),
  },
  digits: {
    title: {
      en: 'Optical digits: 5,620 handwritten digits, 8×8',
      ja: 'Optical digits: 手書き数字 5,620 枚、8×8',
    },
    source: 'E. Alpaydin, C. Kaynak, UCI Machine Learning Repository, https://archive.ics.uci.edu/dataset/80',
    licence: 'CC BY 4.0',
    // The checksums are those that others keep of the files; the second is also that of scikit-learn's digits.csv, unpacked.
    files: [
      {
        name: 'optdigits.tra',
        address: 'https://archive.ics.uci.edu/ml/machine-learning-databases/optdigits/optdigits.tra',
        bytes: 563639,
        sha256: 'e1b683cc211604fe8fd8c4417e6a69f31380e0c61d4af22e93cc21e9257ffedd',
      },
      {
        name: 'optdigits.tes',
        address: 'https://archive.ics.uci.edu/ml/machine-learning-databases/optdigits/optdigits.tes',
        bytes: 264712,
        sha256: '6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8',
      },
    ],
    features: 64,
    classes: 10,
    start: { hidden: 32, batchSize: 32, epochs: 20 },
    settings: () => {
      const source = (name: string): Source => ({
        kind: 'table',
        path: addressIn('digits', name),
        features: columns(64),
        target: '64',
      });
      return {
        source: source('optdigits.tra'),
        test: source('optdigits.tes'),
        split: withoutTest,
        standardize: true,
      };
    },
  },
  news: {
    title: {
      en: 'News Aggregator: titles of news in four topics',
      ja: 'News Aggregator: 4 分野のニュース見出し',
    },
    source: 'F. Gasparetti, UCI Machine Learning Repository, https://archive.ics.uci.edu/dataset/359',
    licence: 'CC BY 4.0',
    // Its readme tells the size of the file in the zip; the checksum is that which Git LFS keeps of a file of that size.
    files: [
      {
        name: 'newsCorpora.csv',
        address: 'https://archive.ics.uci.edu/ml/machine-learning-databases/00359/NewsAggregatorDataset.zip',
        bytes: 102297000,
        sha256: 'd343d484bb7e97534acf25898b688547b8140a0cea64590456ba368983f28452',
        zipBytes: 40_000_000,
      },
    ],
    note: {
      en: 'The titles of Reuters, Huffington Post, Businessweek, Contactmusic.com and Daily Mail are used.',
      ja: 'Reuters、Huffington Post、Businessweek、Contactmusic.com、Daily Mail の見出しを使います。',
    },
    features: null,
    classes: 4,
    start: { hidden: 64, batchSize: 64, epochs: 15 },
    needsVectors: true,
    settings: (vectors = 'word-vectors.txt') => ({
      // The publishers that the 100 NLP exercises keep, and their shares.
      source: {
        kind: 'text',
        path: addressIn('news', 'newsCorpora.csv'),
        text: 1,
        label: 4,
        filter: {
          column: 3,
          values: ['Reuters', 'Huffington Post', 'Businessweek', 'Contactmusic.com', 'Daily Mail'],
        },
        vectors,
        language: 'en',
      },
      split: defaultSplit,
      standardize: false,
    }),
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type CatalogueId = keyof typeof catalogue;
export const catalogueIds = Object.keys(catalogue) as CatalogueId[];

export function isCatalogueId(id: string): id is CatalogueId {
  return Object.hasOwn(catalogue, id);
}

/** How much of a data set is on this machine. */
export interface CatalogueState {
  readonly id: CatalogueId;
  /** Whether all of it is, verified. */
  readonly here: boolean;
  /** Bytes of it that are; what is missing of a file can be fetched without the rest. */
  readonly bytes: number;
}

/** What a server says of a download: a line of JSON each time, the last with the result. */
export type DownloadLine = { readonly done: number; readonly total: number } | { readonly result: Result<null> };

const SCHEME = 'catalogue:';

/** How a project names a file of the catalogue, wherever a machine keeps it. */
function addressIn(id: string, file: string): string {
  return `${SCHEME}${id}/${file}`;
}

/** Whether a path names something in the catalogue, be it there or not. */
export function isCatalogued(path: string): boolean {
  return path.startsWith(SCHEME);
}

/**
 * The file of the catalogue that a path names, as `catalogue:iris/iris.data` does; null for a path to anything else.
 * Throws a ProblemError where the catalogue has no such file.
 */
export function catalogueFileOf(path: string): { readonly id: CatalogueId; readonly file: CatalogueFile } | null {
  if (!path.startsWith(SCHEME)) return null;
  const [id = '', name] = path.slice(SCHEME.length).split('/');
  const files: readonly CatalogueFile[] = isCatalogueId(id) ? catalogue[id].files : [];
  const file = files.find((one) => addressIn(id, one.name) === path && one.name === name);
  if (!file) throw new ProblemError(problem('notInCatalogue', { file: path, known: catalogueIds.join(', ') }));
  return { id: id as CatalogueId, file };
}

/** Whether a path names a file of this data set. */
export function isFileOf(id: CatalogueId, path: string): boolean {
  return path.startsWith(addressIn(id, ''));
}

type Facts = readonly [bytes: number, sha256: string];

/** The four files of MNIST and of all that took its form. */
function idxFiles(place: string, parts: Readonly<Record<string, Facts>>): CatalogueFile[] {
  return Object.entries(parts).map(([part, [bytes, sha256]]) => {
    const name = `${part}-idx${part.endsWith('images') ? 3 : 1}-ubyte.gz`;
    return { name, address: place + name, bytes, sha256 };
  });
}

/** Their authors set rows aside for the test, and none to watch while training. */
const withoutTest = { train: 0.9, valid: 0.1, test: 0, seed: 1 };

function idxSettings(id: string): DataSettings {
  const source = (part: string): Source => ({
    kind: 'arrays',
    x: addressIn(id, `${part}-images-idx3-ubyte.gz`),
    target: addressIn(id, `${part}-labels-idx1-ubyte.gz`),
    scale: 1 / 255,
  });
  return { source: source('train'), test: source('t10k'), split: withoutTest, standardize: false };
}

/** The names of the first columns of a file without a header. */
function columns(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}
