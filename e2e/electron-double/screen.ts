import { Emitter } from './strict.ts';

/** The size that Chromium is told, too. */
export const SCREEN = { width: 1920, height: 1080 };

const display = {
  id: 1,
  label: 'double',
  scaleFactor: 1,
  bounds: { x: 0, y: 0, ...SCREEN },
  workArea: { x: 0, y: 0, width: SCREEN.width, height: SCREEN.height - 40 },
} as Electron.Display;

class Screen
  extends Emitter
  implements Pick<Electron.Screen, 'getAllDisplays' | 'getDisplayMatching' | 'getPrimaryDisplay'>
{
  protected readonly emitted = [];
  getAllDisplays = () => [display];
  getDisplayMatching = () => display;
  getPrimaryDisplay = () => display;
}

export const screen = new Screen();
