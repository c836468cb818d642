import { describe, expect, it } from 'vitest';
import { firstText } from '../formats/text.ts';
import { unwrap } from '../problem.ts';
import { tensor } from '../tensor.ts';
import type { Weights } from '../train/weights.ts';
import { beginsAsWeights, readWeights, writeWeightsCsv, writeWeightsJson } from './weightFiles.ts';

const weights: Weights = new Map([
  ['linear1.weight', tensor([2, 2], [0.5, -1, 2, 1e-3])],
  ['線形.bias', tensor([2], [-0.25, 3])],
]);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) =>
  Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])]);

describe('weights that a spreadsheet, or an editor, has saved', () => {
  const csv = writeWeightsCsv(weights);
  it.each([
    ['as they were written', utf8(csv)],
    ['with a byte order mark', utf8(`\ufeff${csv}`)],
    ['with semicolons', utf8(csv.replaceAll(',', ';'))],
    ['with every cell in quotes', utf8(csv.replace(/[^,\n]+/g, '"$&"'))],
    ['as UTF-16 with tabs', utf16(csv.replaceAll(',', '\t'))],
    ['with empty lines at the end', utf8(`${csv},,,\n,,,\n`)],
    ['as JSON with a byte order mark', utf8(`\ufeff${writeWeightsJson(weights)}`)],
  ])('are read: %s', (_, bytes) => {
    expect(unwrap(readWeights(bytes, 'weights.csv'))).toEqual(weights);
    expect(beginsAsWeights(firstText(bytes, 1024))).toBe(true);
  });

  it.each(['weight,height\n1,2\n', '{"format":"gradwire","version":1}', '{"modelTopology":{}}', ''])(
    'are told from what begins otherwise: %j',
    (text) => {
      expect(beginsAsWeights(text)).toBe(false);
    },
  );
});
