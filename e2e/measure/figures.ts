import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';

const SLACK = 5;

interface Aim {
  readonly unit: string;
  /** What is aimed at on an ordinary machine without a GPU. */
  readonly below?: number;
  readonly above?: number;
}

/** Prints a figure beside what is aimed at. Only what misses by five times fails: machines are noisy. */
export function report(name: string, value: number, { unit, below, above }: Aim): void {
  const aim = below === undefined ? `aim: above ${above}` : `aim: below ${below}`;
  console.log(`  ${name}: ${Number(value.toPrecision(3))} ${unit}  (${aim} ${unit})`);
  if (below !== undefined) expect(value, name).toBeLessThan(below * SLACK);
  if (above !== undefined) expect(value, name).toBeGreaterThan(above / SLACK);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A folder for the files of a measurement. */
export function scratch(userData: string): string {
  const folder = path.join(userData, 'measure');
  mkdirSync(folder, { recursive: true });
  return folder;
}
