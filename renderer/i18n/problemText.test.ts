import { describe, expect, it } from 'vitest';
import { infer } from '../../core/graph/infer.ts';
import { validate } from '../../core/graph/validate.ts';
import { type Problem, type ProblemCode, problem, problemTexts } from '../../core/problem.ts';
import { readProject } from '../../core/project/file.ts';
import { chain, classifier } from '../../core/testing/networks.ts';
import { nodesOf, type Source, type SyntaxNode, sourcesIn } from '../testing/sources.ts';
import { problemsJa } from './problems.ja.ts';
import { problemText } from './problemText.ts';
import { wordJa, wordsJa } from './words.ja.ts';

const codes = Object.keys(problemTexts) as ProblemCode[];
const placeholders = (text: string) => [...new Set(text.match(/\{[a-zA-Z]+\}/g))].sort();
const japanese = (one: Problem) => Object.values(problemText(one, 'ja')).join(' ');

it('every Problem is told in Japanese', () => {
  expect(Object.keys(problemsJa).sort()).toEqual([...codes].sort());
});

it.each(codes)('%s names the same details in both languages', (code) => {
  const [english, told] = [problemTexts[code], problemsJa[code]];
  expect(told.message).not.toBe(english.message);
  expect(told.message).toMatch(/[ぁ-ん]/);
  if (/[a-z]/.test(english.hint.replace(/\{\w+\}/g, ''))) expect(told.hint).toMatch(/[ぁ-んァ-ヶ一-龠]/);
  expect(placeholders(told.message)).toEqual(placeholders(english.message));
  expect(placeholders(told.hint)).toEqual(placeholders(english.hint));
});

it('sentences end as Japanese sentences do', () => {
  const texts = Object.values(problemsJa).flatMap(({ message, hint }) => [message, hint]);
  expect(texts.filter((text) => text !== '{reason}' && !text.endsWith('。'))).toEqual([]);
});

describe('words within sentences', () => {
  it('what core puts in is translated, names are not', () => {
    const notFinite = problem('notFinite', { epoch: 3, step: 7, what: 'loss', name: "Linear 'loss'" });
    expect(problemText(notFinite, 'ja').message).toBe(
      'エポック 3、ステップ 7 で学習を停止しました。Linear「loss」の損失が有限の値ではなくなりました。',
    );
    const wire = problem('lossNotLast', { name: "Linear 'train'", source: 'loss' });
    expect(problemText(wire, 'ja').message).toBe('Linear「train」の入力に、損失「loss」がつながっています。');
  });

  it('clauses within clauses are translated too', () => {
    const expected = "a sound npy file (its shape '3, 4' is too large)";
    expect(wordJa('expected', expected)).toBe('正しい npy ファイル (形状 [3, 4] が大きすぎます)');
    // A row that is empty, as biases have it.
    expect(wordJa('reason', "the lines of 'b' are not in order at row '', column '1'")).toBe(
      '「b」の行の順序が、row「」、column「1」で乱れています',
    );
    expect(wordJa('reason', "tensor 'it is a folder' has no 'dtype'")).toBe(
      'テンソル「it is a folder」: 「dtype」がありません',
    );
  });

  it('English stays as it is', () => {
    const one = problem('emptyPart', { part: 'train' });
    expect(problemText(one, 'en')).toEqual({ message: one.message, hint: one.hint });
  });

  const broken: Record<string, readonly Problem[]> = {
    'a project that is none': readProject('{}', 'x.gradwire').problems,
    'settings of the wrong kind': readProject(
      '{"format":"gradwire","version":1,"graph":{"blocks":[{"id":7}],"wires":0},"training":{"epochs":1.5,"l1":-1}}',
      'x.gradwire',
    ).problems,
    'params of the wrong kind': infer(
      chain(2, [['linear1', 'linear', { units: 'x', bias: 1, initialiser: 'y' }]], ['loss', 'crossEntropy']),
    ).problems,
    'targets of the wrong kind': validate(classifier, { features: 2, target: { kind: 'values', width: 2 } }).problems,
  };

  it.each(Object.entries(broken))('of %s', (_, problems) => {
    expect(problems.length).toBeGreaterThan(0);
    const english = /\b(a|an|the|of|not|is|has|one|number|missing|none)\b/;
    expect(problems.map(japanese).filter((text) => english.test(text))).toEqual([]);
  });
});

describe('the clauses in the source', () => {
  const clauses = ['core', 'node', 'electron'].flatMap((folder) => sourcesIn(folder, '.ts')).flatMap(clausesIn);

  it('are found', () => expect(clauses.length).toBeGreaterThan(40));

  it.each(clauses)('%s: %s', (detail, clause) => {
    expect(wordJa(detail, clause)).toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });

  it('give every word that is translated', () => {
    const text = ['core', 'node', 'electron', 'renderer']
      .flatMap((folder) => sourcesIn(folder, '.ts', '.tsx'))
      .filter(({ file }) => !file.endsWith('words.ja.ts'))
      .map(({ text }) => text.replaceAll('\\\\', '\\'))
      .join('\n');
    const known = /^(E[A-Z]+: |unexpected EOF|invalid )/; // said by the system and by the unpacker
    const strays = Object.values(wordsJa)
      .flatMap((words) => Object.keys(words))
      .filter((sentence) => !known.test(sentence))
      .filter((sentence) => !sentence.split(/\{[a-zA-Z]+\}/).every((part) => text.includes(bare(part))));
    expect(strays).toEqual([]);
  });
});

/** Without the quotes and articles that the source puts around by themselves. */
function bare(part: string): string {
  return part.replace(/^(a number|an?) /, '').replace(/^[' (]+|[' ]+$/g, '');
}

/** The clauses handed to the functions that make Problems of them, with samples for what they put in. */
function clausesIn({ text, tree }: Source): [detail: string, clause: string][] {
  const details = new Map([
    ['unsound', 'reason'],
    ['bad', 'reason'],
    ['fault', 'fault'],
    ['wrongFormat', 'expected'],
    ['wrongType', 'expected'],
    ['FaultError', 'reason'],
    ['Refused', 'reason'],
    ['TooMuch', 'reason'],
  ]);
  return [...nodesOf(tree)].flatMap((node) => {
    const detail = details.get(node.callee?.name ?? node.callee?.property?.name);
    return detail ? samples(node.arguments.at(-1), text).map((clause): [string, string] => [detail, clause]) : [];
  });
}

function samples(node: SyntaxNode, text: string): string[] {
  switch (node.type) {
    case 'ConditionalExpression':
      return [...samples(node.consequent, text), ...samples(node.alternate, text)];
    case 'Literal':
      return [node.value];
    case 'TemplateLiteral': {
      const put = ({ start, end }: SyntaxNode) => (text.slice(start, end).startsWith('quote(') ? "'q'" : '7');
      return [
        node.quasis
          .map(({ value }: SyntaxNode, at: number) => {
            const expression = node.expressions[at];
            return value.cooked + (expression ? put(expression) : '');
          })
          .join(''),
      ];
    }
    default:
      return [];
  }
}
