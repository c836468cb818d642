import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { testFolders } from '../node/testing/folders.ts';
import { Drafts } from './drafts.ts';

const folder = testFolders();

describe('Drafts', () => {
  it('lists the newest first, each once, with all that was written', async () => {
    const drafts = new Drafts(path.join(folder(), 'drafts'));
    const clock = vi.spyOn(Date, 'now');
    clock.mockReturnValueOnce(1000);
    await drafts.write({ id: 'a', name: 'old', path: null, text: '1' });
    clock.mockReturnValueOnce(3000);
    await drafts.write({ id: 'b', name: 'new', path: '/home/me/b.gradwire', text: '{"名": 2}' });
    clock.mockReturnValueOnce(2000);
    await drafts.write({ id: 'a', name: 'mid', path: null, text: '3' });
    clock.mockRestore();
    expect(await drafts.list()).toEqual([
      { id: 'b', name: 'new', path: '/home/me/b.gradwire', savedAt: 3000, text: '{"名": 2}' },
      { id: 'a', name: 'mid', path: null, savedAt: 2000, text: '3' },
    ]);
  });

  it('leaves out what is damaged, strange or half written', async () => {
    const at = folder();
    const drafts = new Drafts(at);
    await drafts.write({ id: 'good', name: 'good', path: null, text: '1' });
    const sound = { id: 'good', name: 'x', path: null, savedAt: 1, text: '' };
    writeFileSync(path.join(at, 'cut.json'), '{"id":"cut","name":');
    writeFileSync(path.join(at, 'empty.json'), '');
    writeFileSync(path.join(at, 'null.json'), 'null');
    writeFileSync(path.join(at, 'shape.json'), JSON.stringify({ ...sound, id: 'shape', savedAt: 'today' }));
    writeFileSync(path.join(at, 'copy.json'), JSON.stringify(sound));
    writeFileSync(path.join(at, '.a1b2.tmp'), JSON.stringify(sound));
    mkdirSync(path.join(at, 'folder.json'));
    expect((await drafts.list()).map(({ id }) => id)).toEqual(['good']);
  });

  it('removes a draft, and does not mind one that is gone', async () => {
    const at = folder();
    const drafts = new Drafts(at);
    await drafts.write({ id: 'a', name: 'a', path: null, text: '' });
    expect(await drafts.remove('a')).toEqual({ ok: true, value: null });
    expect(await drafts.remove('a')).toEqual({ ok: true, value: null });
    expect(readdirSync(at)).toEqual([]);
  });

  it('has none where there is no folder yet, and makes none by looking', async () => {
    const at = path.join(folder(), 'drafts');
    expect(await new Drafts(at).list()).toEqual([]);
    expect(existsSync(at)).toBe(false);
  });
});
