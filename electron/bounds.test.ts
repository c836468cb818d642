import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nothingRemembered, placeWindow, remember, type Screen, SMALLEST } from './bounds.ts';

const left: Screen = { key: 'left', workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
const right: Screen = { key: 'right', workArea: { x: 1920, y: -200, width: 2560, height: 1400 } };

describe('placeWindow', () => {
  it('opens the first window in the middle of the main display', () => {
    const { bounds, maximized } = placeWindow(nothingRemembered, [left, right], 0);
    expect(bounds).toEqual({ x: 320, y: 120, width: 1280, height: 800 });
    expect(maximized).toBe(false);
  });

  it('opens where the last one was, display by display', () => {
    const onLeft = { x: 10, y: 20, width: 800, height: 600 };
    const onRight = { x: 2000, y: -100, width: 1000, height: 700 };
    let remembered = remember(nothingRemembered, 'left', onLeft, true);
    remembered = remember(remembered, 'right', onRight, false);
    expect(placeWindow(remembered, [left, right], 0)).toEqual({ bounds: onRight, maximized: false });
    // The second display was unplugged.
    expect(placeWindow(remembered, [left], 0)).toEqual({ bounds: onLeft, maximized: true });
  });

  it('moves further windows aside', () => {
    const first = placeWindow(nothingRemembered, [left], 0).bounds;
    const second = placeWindow(nothingRemembered, [left], 1).bounds;
    expect([second.x - first.x, second.y - first.y]).toEqual([24, 24]);
  });

  it('never leaves the screen, whatever was remembered', () => {
    const number = fc.integer({ min: -100_000, max: 100_000 });
    const area = fc.record({ x: number, y: number, width: number, height: number });
    fc.assert(
      fc.property(area, fc.nat(30), fc.constantFrom(left, right), (bounds, open, screen) => {
        const { bounds: placed } = placeWindow(
          remember(nothingRemembered, screen.key, bounds, false),
          [left, right],
          open,
        );
        const { x, y, width, height } = screen.workArea;
        expect(placed.width).toBeGreaterThanOrEqual(SMALLEST.width);
        expect(placed.height).toBeGreaterThanOrEqual(SMALLEST.height);
        expect(placed.x).toBeGreaterThanOrEqual(x);
        expect(placed.y).toBeGreaterThanOrEqual(y);
        expect(placed.x + placed.width).toBeLessThanOrEqual(x + width);
        expect(placed.y + placed.height).toBeLessThanOrEqual(y + height);
      }),
    );
  });

  it('fits a display that is smaller than a window may be', () => {
    const small: Screen = { key: 'small', workArea: { x: 5, y: 5, width: 500, height: 300 } };
    expect(placeWindow(nothingRemembered, [small], 3).bounds).toEqual(small.workArea);
  });
});
