import { addressOf, addressParts } from './address.ts';
/** Where a project's data comes from; the `data` part of the project file, defaults filled in. */
export interface DataSettings {
  readonly source: Source;
  /** Sources of their own for the other parts; what is absent is cut from `source`. */
  readonly valid?: Source | undefined;
  readonly test?: Source | undefined;
  readonly split: Split;
  /** Whether features are brought to mean 0 and deviation 1, as fitted on the training part. */
  readonly standardize: boolean;
  /** What the targets are; absent, the loss block decides. */
  readonly task?: Task | undefined;
  /** Engineered inputs in place of the plain ones, such as `x1^2`, `x1*x2` and `sin(x1)`. */
  readonly derive?: readonly string[] | undefined;
}

export type Task = 'classification' | 'regression';

/** The share of each part; they add up to 1. */
export interface Split {
  readonly train: number;
  readonly valid: number;
  readonly test: number;
  readonly seed: number;
}

export type Source = GeneratedSource | TableSource | ArraysSource | TextSource | ImagesSource;

/** Points that one of the generators draws. */
export interface GeneratedSource {
  readonly kind: 'generated';
  readonly generator: string;
  readonly samples: number;
  readonly noise: number;
  readonly seed: number;
}

/** A csv or tsv file. */
export interface TableSource {
  readonly kind: 'table';
  readonly path: string;
  /** Whether the first row names the columns; absent, the rows themselves tell. Columns without names are called 0, 1, …. */
  readonly header?: boolean | undefined;
  readonly features: readonly string[] | 'all';
  /** Absent for data without targets, which can only be predicted. */
  readonly target?: string | undefined;
  /** By name, the columns that are read otherwise than as numbers without holes. */
  readonly columns?: Readonly<Record<string, ColumnRule>> | undefined;
}

/** How a column of a table becomes features, and what becomes of cells that hold nothing. */
export type ColumnRule = NumberRule | OneHotRule;

/** A number a row. Missing ones are a fault, unless their rows are left out or they are filled. */
export interface NumberRule {
  readonly encode?: 'number' | undefined;
  /** `mean` and `median` are those of the training part. Of a target, rows can only be left out. */
  readonly missing?: 'drop' | 'mean' | 'median' | undefined;
}

/** For each category a feature that is 1 in its rows and else 0. Nothing is a category of its own, `?`, or its rows are left out. */
export interface OneHotRule {
  readonly encode: 'oneHot';
  readonly missing?: 'drop' | 'category' | undefined;
}

/** Arrays in npy, npz, idx or safetensors files; `file.npz#key` names one of several. */
export interface ArraysSource {
  readonly kind: 'arrays';
  readonly x: string;
  readonly target?: string | undefined;
  /** What every number of x is multiplied by. */
  readonly scale: number;
}

/** Labelled texts, each of which becomes the mean of its words' vectors. */
export interface TextSource {
  readonly kind: 'text';
  /** Rows of cells with tabs between them. */
  readonly path: string;
  readonly text: TextColumn;
  /** Absent for texts without labels, which can only be predicted. */
  readonly label?: TextColumn | undefined;
  /** A file of word vectors: word2vec (text or binary), GloVe or fastText. */
  readonly vectors: string;
  readonly language: Language;
  /** `csv` where `"` encloses cells; else a quote is a character like any other. */
  readonly quoting?: 'none' | 'csv' | undefined;
  /** Keeps the rows whose cell in this column is one of the values, such as the titles of some publishers. */
  readonly filter?: { readonly column: TextColumn; readonly values: readonly string[] } | undefined;
}

/** PNG and JPEG pictures, sorted into a folder a class; each is brought to one size. */
export interface ImagesSource {
  readonly kind: 'images';
  /** A folder, or a zip of one. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** False for pictures without classes, which can only be predicted. */
  readonly labelled?: boolean | undefined;
}

/** A column's name in the header, or its number from 0 where the file has none. */
export type TextColumn = string | number;

export const languages = ['en', 'ja'] as const;
export type Language = (typeof languages)[number];

export const defaultSplit: Split = { train: 0.8, valid: 0.1, test: 0.1, seed: 1 };

/** The files that data come from, as the project names them; arrays without their keys. */
export function pathsOf(settings: DataSettings): string[] {
  const paths = new Set<string>();
  withPaths(settings, (path) => {
    paths.add(path);
    return path;
  });
  return [...paths];
}

/** The file that a source's features come from; null for one that is generated. */
export function featureFile(source: Source): string | null {
  if (source.kind === 'generated') return null;
  return source.kind === 'arrays' ? addressParts(source.x).path : source.path;
}

/** The same data from files of other names. */
export function withPaths(settings: DataSettings, change: (path: string) => string): DataSettings {
  const { source, valid, test } = settings;
  return {
    ...settings,
    source: withPathsOfSource(source, change),
    ...(valid && { valid: withPathsOfSource(valid, change) }),
    ...(test && { test: withPathsOfSource(test, change) }),
  };
}

function withPathsOfSource<S extends Source>(source: S, change: (path: string) => string): S {
  const changed = (address: string) => {
    const { path, key } = addressParts(address);
    return addressOf(change(path), key);
  };
  switch (source.kind) {
    case 'generated':
      return source;
    case 'table':
    case 'images':
      return { ...source, path: change(source.path) };
    case 'arrays':
      return {
        ...source,
        x: changed(source.x),
        ...(source.target !== undefined && { target: changed(source.target) }),
      };
    case 'text':
      return { ...source, path: change(source.path), vectors: change(source.vectors) };
  }
}
