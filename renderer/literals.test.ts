import { describe, expect, it } from 'vitest';
import { nodesOf, type Source, type SyntaxNode, sourcesIn } from './testing/sources.ts';

/** Attributes whose value a user reads or hears. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'placeholder',
  'alt',
  'label',
]);
/** Elements whose text is code. */
const CODE = new Set(['code', 'kbd', 'samp']);
/** What reads alike in every language: names of symbols (W, ∂L/∂x, #), units, and `log` as an axis has it. */
const WORDS = /\p{L}{2,}/u;
const SYMBOLS = new Set(['ms', 'px', 'log']);

const sources = sourcesIn('renderer', '.tsx');

it('there is something to read', () => expect(sources.length).toBeGreaterThan(60));

describe('what a user reads comes from the catalogues', () => {
  it.each(sources.map((source): [string, Source] => [source.file, source]))('%s', (_, { tree }) => {
    expect([...nodesOf(tree)].flatMap(literals).filter(isSentence)).toEqual([]);
  });

  it('a literal is found wherever it hides', () => {
    const text = (value: string) => ({ type: 'Literal', value });
    const child = (expression: object) => ({ type: 'JSXExpressionContainer', expression });
    const branch = { type: 'ConditionalExpression', consequent: text('Yes'), alternate: text('×') };
    const element = { type: 'JSXElement', openingElement: { name: { name: 'p' } }, children: [child(branch)] };
    expect(literals(element as unknown as SyntaxNode).filter(isSentence)).toEqual(['Yes']);
    const attribute = { type: 'JSXAttribute', name: { name: 'title' }, value: text('Close') };
    expect(literals(attribute as unknown as SyntaxNode).filter(isSentence)).toEqual(['Close']);
  });
});

function isSentence(text: string): boolean {
  return WORDS.test(text) && !SYMBOLS.has(text.trim());
}

/** The literal texts that an element shows, or that an attribute speaks. */
function literals(node: SyntaxNode): string[] {
  if (node.type === 'JSXAttribute') return SPOKEN.has(node.name.name) && node.value ? textsOf(node.value) : [];
  if (node.type === 'JSXFragment') return node.children.flatMap(textsOf);
  if (node.type !== 'JSXElement' || CODE.has(node.openingElement.name.name)) return [];
  return node.children.flatMap(textsOf);
}

/** The texts that an expression may come to, as far as they stand in the source. */
function textsOf(node: SyntaxNode): string[] {
  switch (node.type) {
    case 'JSXText':
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'JSXExpressionContainer':
      return textsOf(node.expression);
    case 'TemplateLiteral':
      return node.quasis.map((part: { value: { cooked: string } }) => part.value.cooked);
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)];
    case 'LogicalExpression':
      return [...(node.operator === '&&' ? [] : textsOf(node.left)), ...textsOf(node.right)];
    case 'BinaryExpression':
      return node.operator === '+' ? [...textsOf(node.left), ...textsOf(node.right)] : [];
    default:
      return [];
  }
}
