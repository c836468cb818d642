import { describe, expect, it } from 'vitest';
import { randomMatrix, residual } from '../../testing/networks.ts';
import { engineAnswers, modelOf } from '../../testing/trained.ts';
import { fileOf } from '../target.ts';
import { verify } from '../verify.ts';
import { javascript } from './index.ts';

describe('what model.js says is what is proven', () => {
  const model = modelOf(residual);
  const x = randomMatrix(8, 3, 1);
  const changed = async (from: string, to: string) => {
    const files = javascript.write(model, 'folder');
    const source = new TextDecoder().decode(fileOf(files, 'model.js'));
    expect(source).toContain(from);
    const tampered = new Map([...files, ['model.js', new TextEncoder().encode(source.replace(from, to))]]);
    return verify(javascript, tampered, model, x, (await engineAnswers(model, x)).prediction);
  };

  it.each([
    ['another kernel', 'y = Math.max(xCell, 0);', 'y = Math.min(xCell, 0);'],
    ['another wire', 'reads: ["add1.y","relu1.y"]', 'reads: ["relu1.y","relu1.y"]'],
    [
      'another weight',
      'reads: ["relu1.y","linear2.weight","linear2.bias"]',
      'reads: ["relu1.y","linear2.weight","linear1.bias"]',
    ],
    ['a standardisation', 'const scaling = null;', 'const scaling = {"mean":[1,1,1],"std":[1,1,1]};'],
  ])('%s is told by the answers', async (_, from, to) => {
    expect((await changed(from, to)).difference).toBeGreaterThan(1e-3);
  });

  it.each([
    ['a kernel that is not there', 'kernel: concat_forward', 'kernel: gather_forward'],
    ['weights that are not there', 'const weights =', 'const other ='],
    ['too few numbers', '"linear1.bias":{"shape":[5]', '"linear1.bias":{"shape":[6]'],
  ])('%s is a Problem', async (_, from, to) => {
    await expect(changed(from, to)).rejects.toThrow('model.js');
  });
});
