import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolders } from '../node/testing/folders.ts';
import { isProject, isProjectOrModel, openFile, readBytes, readStretch, saveFile, sizeOf } from './files.ts';

const folder = testFolders();

describe('openFile', () => {
  it('gives the bytes, the name and the path', async () => {
    const file = path.join(folder(), 'é 三.gradwire');
    writeFileSync(file, 'text');
    expect(await openFile(file)).toEqual({
      ok: true,
      value: { path: file, name: 'é 三.gradwire', bytes: new TextEncoder().encode('text') },
    });
  });

  it.each([
    ['missing', () => path.join(folder(), 'none')],
    ['missing', () => path.join(import.meta.filename, 'below a file')],
    ['folder', () => folder()],
    ['failed', () => path.join(folder(), 'x'.repeat(5000))],
  ])('says %s', async (fault, place) => {
    const file = place();
    expect(await openFile(file)).toMatchObject({ ok: false, fault, path: file });
  });

  it.skipIf(process.platform === 'win32')('does not wait for a device', async () => {
    expect(await openFile('/dev/zero')).toMatchObject({ ok: false, fault: 'failed' });
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says denied', async () => {
    const file = path.join(folder(), 'a');
    writeFileSync(file, 'x', { mode: 0 });
    expect(await openFile(file)).toMatchObject({ ok: false, fault: 'denied' });
  });
});

describe('limits', () => {
  it('refuses what is larger, and reads and writes what is just as large', async () => {
    const file = path.join(folder(), 'a');
    writeFileSync(file, 'four');
    expect(await readBytes(file, 3)).toMatchObject({ ok: false, fault: 'tooLarge' });
    expect(await readBytes(file, 4)).toMatchObject({ ok: true });
    expect(await saveFile(file, new Uint8Array(5), 4)).toMatchObject({ ok: false, fault: 'tooLarge' });
    expect(readFileSync(file, 'utf8')).toBe('four');
    expect(await saveFile(file, new Uint8Array(4), 4)).toMatchObject({ ok: true });
  });
});

describe('readStretch', () => {
  it('gives the bytes that were asked for, fewer where the file ends before', async () => {
    const file = path.join(folder(), 'a');
    writeFileSync(file, 'abcdef');
    const read = async (from: number, to: number) => {
      const found = await readStretch(file, from, to);
      return found.ok && new TextDecoder().decode(found.value);
    };
    expect([await read(1, 4), await read(4, 9), await read(9, 12)]).toEqual(['bcd', 'ef', '']);
    expect(await sizeOf(file)).toEqual({ ok: true, value: 6 });
    expect(await readStretch(folder(), 0, 1)).toMatchObject({ ok: false, fault: 'folder' });
  });
});

describe('saveFile', () => {
  it('names what went wrong, and leaves nothing behind', async () => {
    const at = folder();
    mkdirSync(path.join(at, 'sub'));
    expect(await saveFile(path.join(at, 'sub'), new Uint8Array(1))).toMatchObject({ ok: false, fault: 'folder' });
    expect(await saveFile(path.join(at, 'no', 'a'), new Uint8Array(1))).toMatchObject({ ok: false, fault: 'missing' });
    expect(readdirSync(at)).toEqual(['sub']);
  });
});

describe('kinds of files', () => {
  it('go by the extension, in whatever case', () => {
    expect(['a.gradwire', 'A.GRADWIRE', 'a.gradwire.csv', 'gradwire'].map(isProject)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(['a.gradwire', 'a.safetensors', 'a.csv'].map(isProjectOrModel)).toEqual([true, true, false]);
  });
});
