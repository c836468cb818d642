/** The registry: the only list of generators. To add one, write its file and add its line here. */
import { blobs } from './blobs.ts';
import { circle } from './circle.ts';
import { digits } from './digits.ts';
import { gauss } from './gauss.ts';
import type { Generator } from './generator.ts';
import { moons } from './moons.ts';
import { multiGauss } from './multiGauss.ts';
import { plane } from './plane.ts';
import { spiral } from './spiral.ts';
import { xor } from './xor.ts';

export const generators = {
  xor,
  circle,
  gauss,
  spiral,
  moons,
  blobs,
  plane,
  multiGauss,
  digits,
} as const satisfies Readonly<Record<string, Generator>>;

export type GeneratorName = keyof typeof generators;

export const generatorNames = Object.keys(generators) as GeneratorName[];

/** The generator of a name; undefined for a name that does not exist. */
export function generatorOf(name: string): Generator | undefined {
  return Object.hasOwn(generators, name) ? generators[name as GeneratorName] : undefined;
}
