import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from './atomic.ts';
import { testFolders } from './testing/folders.ts';

const folder = testFolders();

describe('writeAtomically', () => {
  it('makes and replaces a file, and leaves nothing else behind', async () => {
    const file = path.join(folder(), 'a.gradwire');
    await writeAtomically(file, 'first');
    await writeAtomically(file, new Uint8Array([50, 110, 100]));
    expect(readFileSync(file, 'utf8')).toBe('2nd');
    expect(readdirSync(path.dirname(file))).toEqual(['a.gradwire']);
  });

  it('keeps the permissions of the file, and a link a link', async () => {
    const at = folder();
    const file = path.join(at, 'real.gradwire');
    const link = path.join(at, 'link.gradwire');
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    symlinkSync(file, link);
    await writeAtomically(link, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(at).sort()).toEqual(['link.gradwire', 'real.gradwire']);
  });

  it('refuses a folder and a place that is not there', async () => {
    const at = folder();
    mkdirSync(path.join(at, 'sub'));
    await expect(writeAtomically(path.join(at, 'sub'), 'x')).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(writeAtomically(path.join(at, 'none', 'a'), 'x')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(at)).toEqual(['sub']);
  });

  it('writes several at once, and the file is always one of them', async () => {
    const file = path.join(folder(), 'a');
    const texts = Array.from({ length: 8 }, (_, index) => String(index).repeat(100_000));
    await Promise.all(texts.map((text) => writeAtomically(file, text)));
    expect(texts).toContain(readFileSync(file, 'utf8'));
    expect(readdirSync(path.dirname(file))).toEqual(['a']);
  });

  it('clears away what a killed process left, and nothing of one that lives', async () => {
    const at = folder();
    const script = `
      import fs from 'node:fs/promises';
      import { syncBuiltinESMExports } from 'node:module';
      // It dies before what it wrote gets its name.
      fs.rename = () => process.kill(process.pid, 'SIGKILL');
      syncBuiltinESMExports();
      const { writeAtomically } = await import(${JSON.stringify(path.join(import.meta.dirname, 'atomic.ts'))});
      await writeAtomically(${JSON.stringify(path.join(at, 'a'))}, 'half');`;
    const { signal } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script]);
    expect(signal).toBe('SIGKILL');
    const [left = ''] = readdirSync(at);
    expect(left).toMatch(/^\..*\.tmp$/);
    const named = (pid: number, tail: string) => path.join(at, left.replace(/-\d+-.{4}/, `-${pid}-${tail}`));
    // Of a process that lives, of this one, and of one that had this one's number before it began.
    const [alive, own, before] = [named(process.ppid, 'aaaa'), named(process.pid, 'bbbb'), named(process.pid, 'cccc')];
    for (const file of [alive, own, before]) writeFileSync(file, '');
    utimesSync(before, 1, 1);
    writeFileSync(path.join(at, '.mine.tmp'), '');
    await writeAtomically(path.join(at, 'a'), 'whole');
    expect(readdirSync(at).sort()).toEqual([path.basename(alive), path.basename(own), '.mine.tmp', 'a'].sort());
    expect(existsSync(before)).toBe(false);
  });

  // A limit on the size of files stands in for a full disk: the first write writes as much as fits, the next one fails.
  it.skipIf(process.platform === 'win32')('keeps the old file where the disk fills up half way', () => {
    const file = path.join(folder(), 'a');
    writeFileSync(file, 'good');
    const script = `
      import { writeAtomically } from ${JSON.stringify(path.join(import.meta.dirname, 'atomic.ts'))};
      await writeAtomically(${JSON.stringify(file)}, new Uint8Array(1_000_000)).then(
        () => console.log('written'),
        (error) => console.log(error.code),
      );`;
    const limited = `trap '' XFSZ; ulimit -f 64; exec "$0" --import tsx --input-type=module --eval "$1"`;
    const { stdout, stderr } = spawnSync('sh', ['-c', limited, process.execPath, script], {
      encoding: 'utf8',
      // tsx keeps what it compiled in files, which the limit would cut too.
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });
    expect(stdout.trim(), stderr).toBe('EFBIG');
    expect(readFileSync(file, 'utf8')).toBe('good');
    expect(readdirSync(path.dirname(file))).toEqual(['a']);
  });
});
