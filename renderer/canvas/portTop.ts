const FIRST = 32;
const STEP = 21;

/**
 * How far below the upper edge of its block a port lies, in pixels. Not a share of the height: what a card shows comes and
 * goes, and ports must not move away from under a hand that wires them.
 *
 * @param index counts from 0, inputs and outputs apart
 */
export function portTop(index: number): number {
  return FIRST + STEP * index;
}
