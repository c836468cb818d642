import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { testFolders } from '../node/testing/folders.ts';
import { Recent } from './recent.ts';

const folder = testFolders();

describe('Recent', () => {
  it('lists the newest first, each once, ten at most, also after a restart', async () => {
    const file = path.join(folder(), 'recent.json');
    const recent = await Recent.load(file);
    for (let index = 0; index < 12; index++) await recent.add(`/home/me/${index}.gradwire`);
    await recent.add('/home/me/5.gradwire');
    const names = ['5', '11', '10', '9', '8', '7', '6', '4', '3', '2'].map((name) => `${name}.gradwire`);
    expect(recent.list().map(({ name }) => name)).toEqual(names);
    expect((await Recent.load(file)).list()).toEqual(recent.list());
    expect(recent.list()[0]).toEqual({ path: '/home/me/5.gradwire', name: '5.gradwire' });
  });

  it('forgets', async () => {
    const file = path.join(folder(), 'recent.json');
    const recent = await Recent.load(file);
    await recent.add('/home/me/a.gradwire');
    await recent.clear();
    expect((await Recent.load(file)).list()).toEqual([]);
  });

  it.each(['', '{', 'null', '{"a":1}', '[1]', '["relative.gradwire"]', '[""]'])(
    'starts empty from %j',
    async (text) => {
      const file = path.join(folder(), 'recent.json');
      writeFileSync(file, text);
      expect((await Recent.load(file)).list()).toEqual([]);
    },
  );

  it('goes on where it cannot be remembered', async () => {
    const at = folder();
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    const recent = await Recent.load(path.join(at, 'none', 'recent.json'));
    await recent.add('/home/me/a.gradwire');
    expect(recent.list()).toHaveLength(1);
    expect(said).toHaveBeenCalledTimes(1);
    said.mockRestore();
    await (await Recent.load(path.join(at, 'recent.json'))).add('/a.gradwire');
    expect(JSON.parse(readFileSync(path.join(at, 'recent.json'), 'utf8'))).toEqual(['/a.gradwire']);
  });
});
