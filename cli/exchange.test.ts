import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../core/formats/safetensors.ts';
import { unwrap } from '../core/problem.ts';
import { gradwire, root } from './testing/gradwire.ts';

const project = path.join(root, 'examples', 'residual.gradwire');
let folder = '';
let weights = '';
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-exchange-'));
  weights = path.join(folder, 'weights.safetensors');
  await gradwire(['train', project, '--epochs', '1', '--out', weights]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const exported = (to: string, out: string, ...more: readonly string[]) =>
  gradwire(['export', project, '--weights', weights, '--to', to, '--out', path.join(folder, out), ...more]);
const imported = (file: string, ...more: readonly string[]) => {
  const out = path.join(folder, `${path.basename(file)}.gradwire`);
  return gradwire(['import', path.join(folder, file), '--out', out, '--weights', `${out}.safetensors`, ...more]);
};
const tensors = (file: string) => unwrap(readSafetensors(new Uint8Array(readFileSync(file)), file)).tensors;

describe('export and import', () => {
  it.each(['safetensors', 'onnx'])('%s there and back is the same project and the same weights', async (to) => {
    expect((await exported(to, `net.${to}`)).code).toBe(0);
    expect(await imported(`net.${to}`)).toMatchObject({ code: 0, stderr: '' });
    const out = path.join(folder, `net.${to}.gradwire`);
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(project, 'utf8'));
    expect(tensors(`${out}.safetensors`)).toEqual(tensors(weights));
  });

  it('a TensorFlow.js folder is imported by its model.json', async () => {
    expect((await exported('tfjs', 'web')).code).toBe(0);
    expect(readdirSync(path.join(folder, 'web'))).toContain('model.json');
    expect(await imported('web/model.json')).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(['npz', 'json'])('%s holds weights alone, and needs a project', async (to) => {
    await exported(to, `net.${to}`);
    const alone = await imported(`net.${to}`);
    expect(alone.code).toBe(1);
    expect(alone.stderr).toContain('holds weights, but no network');
    const into = await imported(`net.${to}`, '--project', project);
    expect(into).toMatchObject({ code: 0, stderr: '' });
    expect(into.stdout).toContain('linear1.weight <- linear1.weight (by name)');
    expect(tensors(path.join(folder, `net.${to}.gradwire.safetensors`))).toEqual(tensors(weights));
  });

  it('a PyTorch folder holds the model, its weights, the training and the rows', async () => {
    const { code, stdout } = await exported('pytorch', 'torch', '--output', 'logits', '--json');
    expect(code).toBe(0);
    expect(readdirSync(path.join(folder, 'torch')).sort()).toEqual([...JSON.parse(stdout).files].sort());
    expect(tensors(path.join(folder, 'torch', 'data.safetensors')).get('train.x')?.shape).toEqual([480, 2]);
  });

  it('a model card is in the language that is asked for', async () => {
    expect((await exported('card', 'card-ja', '--lang', 'ja')).code).toBe(0);
    expect(readFileSync(path.join(folder, 'card-ja', 'README.md'), 'utf8')).toContain('## 学習\n');
    expect((await exported('card', 'card', '--lang', 'fr')).code).toBe(2);
  });

  it('an output that is none is wrong usage', async () => {
    expect((await exported('onnx', 'x.onnx', '--output', 'odds')).code).toBe(2);
  });
});
