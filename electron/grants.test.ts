import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { testFolders } from '../node/testing/folders.ts';
import { Grants } from './grants.ts';

const folder = testFolders();

describe('Grants', () => {
  it('knows only what was allowed, and for what', () => {
    const grants = new Grants();
    grants.allow('/home/me/data.csv', 'read');
    grants.allow('/home/me/xor.gradwire', 'write');
    grants.allow('/home/me/xor.gradwire', 'read');
    expect(grants.mayRead('/home/me/data.csv')).toBe(true);
    expect(grants.mayWrite('/home/me/data.csv')).toBe(false);
    expect(grants.mayWrite('/home/me/xor.gradwire')).toBe(true);
    expect(grants.mayRead('/home/me/./sub/../xor.gradwire')).toBe(true);
    for (const other of ['/home/me', '/home/me/xor.gradwire.bak', '/home/me/XOR.gradwire', 'xor.gradwire', '', '/']) {
      expect(grants.mayRead(other)).toBe(false);
      expect(grants.mayWrite(other)).toBe(false);
    }
  });
});

describe('Grants.beside', () => {
  let root = '';
  let project = '';
  let grants = new Grants();

  beforeEach(() => {
    root = folder();
    mkdirSync(path.join(root, 'work', 'data'), { recursive: true });
    mkdirSync(path.join(root, 'work', '.git'));
    mkdirSync(path.join(root, 'work-2'));
    for (const file of ['secret.csv', 'work/.env', 'work/.git/config', 'work/data/a.csv', 'work-2/b.csv']) {
      writeFileSync(path.join(root, file), 'x');
    }
    symlinkSync(path.join(root, 'secret.csv'), path.join(root, 'work', 'link.csv'));
    symlinkSync(root, path.join(root, 'work', 'up'));
    symlinkSync('loop', path.join(root, 'work', 'loop'));
    symlinkSync(path.join(root, 'work', 'data'), path.join(root, 'work', 'inside'));
    project = path.join(root, 'work', 'xor.gradwire');
    writeFileSync(project, '{}');
    grants = new Grants();
    grants.allow(project, 'write');
  });

  it('finds files below the project, there or not, also through links that stay below', async () => {
    for (const file of ['data/a.csv', './data/../data/a.csv', 'data/none.csv', 'none/at/all.csv', 'inside/a.csv']) {
      expect(await grants.beside(project, file)).toBe(path.resolve(root, 'work', file));
    }
    const absolute = path.join(root, 'work', 'data', 'a.csv');
    expect(await grants.beside(project, absolute)).toBe(absolute);
  });

  it.each([
    '..',
    '.',
    '',
    '../secret.csv',
    '../work-2/b.csv',
    'data/../../secret.csv',
    '/etc/passwd',
    'link.csv',
    'up/secret.csv',
    'up/none.csv',
    '.env',
    '.git/config',
    'data/a.csv\0.png',
  ])('refuses %j', async (file) => {
    expect(await grants.beside(project, file)).toBeNull();
  });

  it('refuses a long path and survives a circle of links', async () => {
    expect(await grants.beside(project, `../${'x/'.repeat(2000)}`)).toBeNull();
    const loop = await grants.beside(project, 'loop/a.csv');
    expect(loop).toBe(path.join(root, 'work', 'loop', 'a.csv'));
  });

  it('gives what was chosen by the user wherever it is, saved project or not', async () => {
    const chosen = path.join(root, 'secret.csv');
    grants.allow(chosen, 'read');
    expect(await grants.beside(null, chosen)).toBe(chosen);
    expect(await grants.beside(project, '../secret.csv')).toBe(chosen);
    expect(await grants.beside(null, path.join(root, 'work', 'data', 'a.csv'))).toBeNull();
  });

  it('takes only a granted project or model for a project', async () => {
    const data = path.join(root, 'work', 'data', 'a.csv');
    grants.allow(data, 'read');
    expect(await grants.beside(data, 'b.csv')).toBeNull();
    expect(await grants.beside(path.join(root, 'work', 'other.gradwire'), 'data/a2.csv')).toBeNull();
    const model = path.join(root, 'work-2', 'model.safetensors');
    grants.allow(model, 'read');
    expect(await grants.beside(model, 'b.csv')).toBe(path.join(root, 'work-2', 'b.csv'));
  });
});
