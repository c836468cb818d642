import type { mix } from '../canvas/paint.ts';

type Colour = Parameters<typeof mix>[0];

/**
 * A colour a class, chosen so that any two differ also for eyes that see no red, green or blue; the first two are those of
 * signed values, which is what two classes amount to. Each class has a mark as well: colour is never the only sign.
 */
export const classColours: readonly string[] = [
  '#d9731a',
  '#1972c2',
  '#2eaf6e',
  '#9b1e46',
  '#6b1edb',
  '#92c964',
  '#e198b4',
  '#83287a',
  '#85672c',
  '#c19ce1',
];

/** The colour of a class; beyond the tenth they come round again, with other marks beside them. */
export function classColour(index: number): string {
  return classColours[((index % classColours.length) + classColours.length) % classColours.length] as string;
}

/** Colours of runs that are laid over each other. Their number is written at the end of each line. */
const runColours: readonly string[] = ['#0f9d78', '#c2508f', '#8a7a00', '#6f57d0', '#3f8fbf', '#a8642a', '#7a8694'];

export function runColour(number: number): string {
  return runColours[(number - 1) % runColours.length] as string;
}

/** `#rrggbb` as three numbers. */
export function rgb(hex: string): Colour {
  const [, red = '00', green = '00', blue = '00'] = /^#(..)(..)(..)/.exec(hex) ?? [];
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

/** `#rrggbb` that lets so much through. */
export function faded(hex: string, opacity: number): string {
  const alpha = Math.round(Math.min(1, Math.max(0, opacity)) * 255);
  return `${hex.slice(0, 7)}${alpha.toString(16).padStart(2, '0')}`;
}

/** Whether dark letters are easier to read on a colour than light ones (WCAG 2.1, relative luminance). */
export function isLight([red, green, blue]: Colour): boolean {
  const linear = (channel: number) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) > 0.18;
}
