import { colours, round, svg, text } from '../card/svg.ts';

const CELL = 44;
const LABELS = 84;
const HEAD = 40;
const MARGIN = 12;
/** Letters of a class's name that there is room for. */
const LETTERS = 12;

/** Beyond this many classes the numbers could not be read. */
export const MOST_CLASSES = 30;

export interface ConfusionWords {
  readonly title: string;
  readonly truth: string;
  readonly predicted: string;
}

/** Rows by true class, down, and predicted class, across: the fuller the colour, the larger the share of its row. */
export function confusionPicture(
  confusion: readonly (readonly number[])[],
  names: readonly string[],
  words: ConfusionWords,
): string {
  const width = LABELS + confusion.length * CELL + MARGIN;
  const height = HEAD + confusion.length * CELL + MARGIN;
  const cells = confusion.flatMap((row, down) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.flatMap((count, across) => {
      const [x, y] = [LABELS + across * CELL, HEAD + down * CELL];
      const share = total > 0 ? count / total : 0;
      const colour = across === down ? colours.forward : colours.backward;
      return [
        `<rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" fill="${colour}" fill-opacity="${round(90 * share) / 100}" stroke="${colours.line}"/>`,
        text(x + CELL / 2, y + CELL / 2 + 4, String(count), { fill: share > 0.6 ? colours.paper : colours.ink }),
      ];
    });
  });
  const short = (name: string) => ([...name].length > LETTERS ? `${[...name].slice(0, LETTERS - 1).join('')}…` : name);
  const middle = (index: number) => index * CELL + CELL / 2;
  return svg(width, height, words.title, [
    text(4, 14, `${words.truth} ↓  ${words.predicted} →`, { anchor: 'start', size: 10, fill: colours.soft }),
    ...names.map((name, index) => text(LABELS + middle(index), HEAD - 6, short(name).slice(0, 6), { size: 11 })),
    ...names.map((name, index) => text(LABELS - 8, HEAD + middle(index) + 4, short(name), { anchor: 'end', size: 11 })),
    ...cells,
  ]);
}
