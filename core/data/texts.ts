import { type Problem, problem } from '../problem.ts';

/** The texts behind the rows of a data set, and how much of them is known. */
export interface TextRows {
  /** What messages call the source. */
  readonly file: string;
  readonly texts: readonly string[];
  /** The row of each text in its file, from 1. */
  readonly numbers: Uint32Array;
  /** Words of each text, and how many of them have a vector. */
  readonly tokens: Uint32Array;
  readonly known: Uint32Array;
}

/** How many of the words have a vector. */
export interface Coverage {
  readonly tokens: number;
  readonly known: number;
  /** `known / tokens`, 0 where there are none. */
  readonly share: number;
  /** Rows without any known word, as numbered in their file. */
  readonly unknownRows: readonly number[];
}

/** Of rows that came as numbers. */
export const noTexts: TextRows = {
  file: '',
  texts: [],
  numbers: new Uint32Array(),
  tokens: new Uint32Array(),
  known: new Uint32Array(),
};

export function pickTexts({ file, texts, numbers, tokens, known }: TextRows, rows: Uint32Array): TextRows {
  const pick = (all: Uint32Array) => Uint32Array.from(rows, (row) => all[row] as number);
  return {
    file,
    texts: Array.from(rows, (row) => texts[row] as string),
    numbers: pick(numbers),
    tokens: pick(tokens),
    known: pick(known),
  };
}

export function coverageOf({ numbers, tokens, known }: TextRows): Coverage {
  const sum = (all: Uint32Array) => all.reduce((total, count) => total + count, 0);
  const [all, found] = [sum(tokens), sum(known)];
  const unknownRows = Array.from(numbers).filter((_, row) => known[row] === 0);
  return { tokens: all, known: found, share: all === 0 ? 0 : found / all, unknownRows };
}

/** A warning for each row without any known word. */
export function unknownRowProblems({ file, texts, numbers, known }: TextRows): Problem[] {
  return texts.flatMap((text, row) => {
    if (known[row] !== 0) return [];
    const details = { file, row: numbers[row] as number, text: JSON.stringify(shortened(text)) };
    return [problem('noWordKnown', details, { severity: 'warning' })];
  });
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
