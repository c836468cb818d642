import { z } from 'zod';

/** A rectangle of the screen, in pixels independent of its density. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Screen {
  /** Tells displays apart from one start to the next. */
  readonly key: string;
  /** Where windows may be: the display without its bars. */
  readonly workArea: Area;
}

const area = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** Where windows were, by display, and on which display the last one was. */
export const rememberedSchema = z.object({
  last: z.string(),
  byDisplay: z.record(z.string(), z.object({ bounds: area, maximized: z.boolean() })),
});

export type Remembered = z.infer<typeof rememberedSchema>;

export const nothingRemembered: Remembered = { last: '', byDisplay: {} };

export const SMALLEST = { width: 640, height: 480 };
const USUAL = { width: 1280, height: 800 };
/** How far a further window is moved, so that the one below it stays visible. */
const CASCADE = 24;

/**
 * Where to open a window: on the display used last where it is still there, else on the first one, at the place
 * remembered for that display, and wholly on the screen whatever has changed since.
 * @param screens all displays, the main one first
 * @param open how many windows are open already
 */
export function placeWindow(
  remembered: Remembered,
  screens: readonly [Screen, ...Screen[]],
  open: number,
): { readonly bounds: Area; readonly maximized: boolean } {
  const screen = screens.find(({ key }) => key === remembered.last) ?? screens[0];
  const known = remembered.byDisplay[screen.key];
  const bounds = known?.bounds ?? centred(screen.workArea);
  const shift = open * CASCADE;
  return {
    bounds: within({ ...bounds, x: bounds.x + shift, y: bounds.y + shift }, screen.workArea),
    maximized: known?.maximized ?? false,
  };
}

/** What is remembered once a window is at `bounds` on a display. */
export function remember(remembered: Remembered, key: string, bounds: Area, maximized: boolean): Remembered {
  return { last: key, byDisplay: { ...remembered.byDisplay, [key]: { bounds, maximized } } };
}

function centred({ x, y, width, height }: Area): Area {
  return { ...USUAL, x: x + (width - USUAL.width) / 2, y: y + (height - USUAL.height) / 2 };
}

function within({ x, y, width, height }: Area, space: Area): Area {
  const fits = {
    width: Math.round(Math.min(Math.max(width, SMALLEST.width), space.width)),
    height: Math.round(Math.min(Math.max(height, SMALLEST.height), space.height)),
  };
  return {
    ...fits,
    x: Math.round(Math.min(Math.max(x, space.x), space.x + space.width - fits.width)),
    y: Math.round(Math.min(Math.max(y, space.y), space.y + space.height - fits.height)),
  };
}
