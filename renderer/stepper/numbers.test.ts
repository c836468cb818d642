import { describe, expect, it } from 'vitest';
import { nodesOf, type Source, sourcesIn } from '../testing/sources.ts';

/** What a block computes with; drawing needs none of it. */
const ARITHMETIC = new Set(['exp', 'expm1', 'log', 'log1p', 'tanh', 'sqrt', 'pow', 'cosh', 'sinh']);
/** Of core's blocks the stepper may know what they are called and how they are explained, never their kernels. */
const DESCRIPTIONS = /core\/blocks\/(index|params|explain|block)\.ts$/;

const sources = sourcesIn('renderer/stepper', '.ts', '.tsx');

describe('every number of the stepper comes from the tape', () => {
  it('there is something to read', () => expect(sources.length).toBeGreaterThan(10));

  it.each(sources.map((source): [string, Source] => [source.file, source]))('%s', (_, { tree }) => {
    const nodes = [...nodesOf(tree)];
    const computed = nodes
      .filter(({ type, object }) => type === 'MemberExpression' && object.name === 'Math')
      .map(({ property }) => property.name)
      .filter((name) => ARITHMETIC.has(name));
    const powers = nodes.filter(({ type, operator }) => type === 'BinaryExpression' && operator === '**');
    const imports = nodes
      .filter(({ type, importKind }) => type === 'ImportDeclaration' && importKind !== 'type')
      .map(({ source }) => source.value as string)
      .filter((module) => /core\/(blocks|compile|runtime|train)\//.test(module) && !DESCRIPTIONS.test(module));
    expect({ computed, powers: powers.length, imports }).toEqual({ computed: [], powers: 0, imports: [] });
  });
});
