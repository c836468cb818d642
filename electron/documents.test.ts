import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { testFolders } from '../node/testing/folders.ts';
import { Documents } from './documents.ts';
import { Grants } from './grants.ts';

const folder = testFolders();
const window = {} as BrowserWindow;
const wanted = { title: '', filterName: '', extensions: ['gradwire'] };
const save = { ...wanted, path: null, ask: false, suggestedName: 'a.gradwire', bytes: new Uint8Array([104, 105]) };

function setUp(chosen: string | null) {
  const grants = new Grants();
  const dialogs = {
    fileToOpen: vi.fn(async () => chosen),
    filesToOpen: vi.fn(async () => (chosen === null ? [] : [chosen, `${chosen}.bin`])),
    folderToOpen: vi.fn(async () => null as string | null),
    fileToSave: vi.fn(async () => chosen),
  };
  const used = vi.fn(async () => {});
  return { grants, dialogs, used, documents: new Documents({ grants, dialogs, used }) };
}

describe('Documents', () => {
  it('may save to a project that was opened, but only read data that was', async () => {
    const at = folder();
    const [project, data] = [path.join(at, 'a.gradwire'), path.join(at, 'data.csv')];
    writeFileSync(project, '{}');
    writeFileSync(data, 'a,b');
    const { documents, used, grants } = setUp(null);
    await documents.handedOver(project);
    await documents.handedOver(data);
    expect(await documents.save(window, { ...save, path: project })).toMatchObject({ ok: true });
    expect(await documents.save(window, { ...save, path: data })).toMatchObject({ ok: false, fault: 'notAllowed' });
    expect(await documents.readBeside(null, data)).toMatchObject({ ok: true });
    expect(grants.mayRead(data)).toBe(true);
    expect(used.mock.calls).toEqual([[project], [project]]);
  });

  it('lets the page touch what was dropped on it as if it had been opened', async () => {
    const at = folder();
    const [project, data] = [path.join(at, 'a.gradwire'), path.join(at, 'data.csv')];
    writeFileSync(data, 'a,b');
    const { documents, used, grants } = setUp(null);
    await documents.dropped(project);
    await documents.dropped(data);
    expect([grants.mayWrite(project), grants.mayRead(data), grants.mayWrite(data)]).toEqual([true, true, false]);
    expect(used.mock.calls).toEqual([[project]]);
  });

  it('asks where there is no path or another is wanted, and only then', async () => {
    const file = path.join(folder(), 'b.gradwire');
    const { documents, dialogs } = setUp(file);
    await documents.save(window, save);
    await documents.save(window, { ...save, path: file });
    expect(dialogs.fileToSave).toHaveBeenCalledTimes(1);
    await documents.save(window, { ...save, path: file, ask: true });
    expect(dialogs.fileToSave).toHaveBeenCalledTimes(2);
    expect(readFileSync(file, 'utf8')).toBe('hi');
  });

  it('opens files that belong together, all or none', async () => {
    const file = path.join(folder(), 'model.json');
    writeFileSync(file, '{}');
    const { documents } = setUp(file);
    expect(await documents.openAll(window, wanted)).toMatchObject({ ok: false, fault: 'missing' });
    writeFileSync(`${file}.bin`, 'x');
    const opened = await documents.openAll(window, wanted);
    expect(opened?.ok && opened.value.map(({ name }) => name)).toEqual(['model.json', 'model.json.bin']);
    expect(await setUp(null).documents.openAll(window, wanted)).toBeNull();
  });

  it('lets a data file be read in stretches once it was chosen, and never written', async () => {
    const data = path.join(folder(), 'data.csv');
    writeFileSync(data, 'a,b');
    const { documents, grants } = setUp(data);
    const stretch = { from: 2, to: 3 };
    expect(await documents.readBeside(null, data, stretch)).toMatchObject({ ok: false, fault: 'notAllowed' });
    expect(await documents.sizeBeside(null, data)).toMatchObject({ ok: false, fault: 'notAllowed' });
    expect(await documents.choose(window, wanted)).toEqual({ path: data, name: 'data.csv' });
    expect(await documents.sizeBeside(null, data)).toEqual({ ok: true, value: 3 });
    expect(await documents.readBeside(null, data, stretch)).toEqual({ ok: true, value: new Uint8Array([98]) });
    expect(grants.mayWrite(data)).toBe(false);
  });

  it('grants nothing where the user thought better of it', async () => {
    const { documents, grants } = setUp(null);
    expect(await documents.open(window, wanted)).toBeNull();
    expect(await documents.save(window, { ...save, path: '/home/me/a.gradwire', ask: true })).toBeNull();
    expect(grants.mayWrite('/home/me/a.gradwire')).toBe(false);
  });

  it('remembers only what could be opened or saved', async () => {
    const at = folder();
    mkdirSync(path.join(at, 'folder.gradwire'));
    const { documents, used } = setUp(path.join(at, 'folder.gradwire'));
    expect(await documents.open(window, wanted)).toMatchObject({ ok: false, fault: 'folder' });
    expect(await documents.save(window, save)).toMatchObject({ ok: false, fault: 'folder' });
    expect(await documents.reopen(path.join(at, 'never.gradwire'))).toMatchObject({ ok: false, fault: 'notAllowed' });
    expect(used).not.toHaveBeenCalled();
  });
});
