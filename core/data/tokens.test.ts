import { describe, expect, it } from 'vitest';
import { spellings, tokensOf } from './tokens.ts';

describe('words', () => {
  it('stand between spaces', () => {
    expect(tokensOf('  Fed’s  "taper" - ends\t', 'en')).toEqual(['Fed’s', '"taper"', '-', 'ends']);
    expect(tokensOf(' ', 'en')).toEqual([]);
  });

  it('are cut by the word breaker in Japanese, punctuation left out', () => {
    expect(tokensOf('東京で新しい映画が公開、話題に', 'ja')).toEqual(
      expect.arrayContaining(['東京', 'で', '新しい', '映画', 'が', '公開', '話題', 'に']),
    );
    expect(tokensOf('東京で新しい映画が公開、話題に', 'ja')).not.toContain('、');
  });

  it.each([
    ['cat', ['cat']],
    ['Cat', ['Cat', 'cat']],
    ['"Fed\'s', ['"Fed\'s', '"fed\'s', 'Fed', 'fed']],
    ['U.S.,', ['U.S.,', 'u.s.,', 'U.S', 'u.s']],
    ['(Apple’s)', ['(Apple’s)', '(apple’s)', 'Apple', 'apple']],
    ['-', ['-']],
    ['「映画」', ['「映画」', '映画']],
  ])('%s is looked up as written, in lower case, then without what stands around it', (token, forms) => {
    expect(spellings(token)).toEqual(forms);
  });
});
