import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runsFolder } from '../node/runsFolder.ts';
import { testFolders } from '../node/testing/folders.ts';
import { Grants } from './grants.ts';
import { Runs } from './runs.ts';

const folder = testFolders();
const bytes = new TextEncoder().encode('weights');

describe('Runs', () => {
  let root = '';
  let project = '';
  let grants = new Grants();
  let runs = new Runs(grants);

  beforeEach(() => {
    root = folder();
    project = path.join(root, 'work', 'xor.gradwire');
    mkdirSync(path.dirname(project));
    writeFileSync(project, '{}');
    grants = new Grants();
    grants.allow(project, 'write');
    runs = new Runs(grants);
  });

  it('keeps files in the folder beside the project', async () => {
    expect(await runs.write(project, 'run-1/epoch-0001.safetensors', bytes)).toEqual({ ok: true, value: null });
    expect(await runs.append(project, 'runs.jsonl', '1\n')).toEqual({ ok: true, value: null });
    expect(await runs.append(project, 'runs.jsonl', '2\n')).toEqual({ ok: true, value: null });
    expect(readFileSync(path.join(root, 'work', 'xor.runs', 'runs.jsonl'), 'utf8')).toBe('1\n2\n');
    expect(await runs.read(project, 'run-1/epoch-0001.safetensors')).toEqual({ ok: true, value: bytes });
  });

  it('makes no folder by reading', async () => {
    expect(await runs.read(project, 'runs.jsonl')).toMatchObject({ ok: false, fault: 'missing' });
    expect(readdirSync(path.join(root, 'work'))).toEqual(['xor.gradwire']);
  });

  it('appends in the order of asking', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => `${index}\n`);
    await Promise.all(lines.map((line) => runs.append(project, 'runs.jsonl', line)));
    expect(readFileSync(path.join(root, 'work', 'xor.runs', 'runs.jsonl'), 'utf8')).toBe(lines.join(''));
  });

  it('tells what is there, and removes it', async () => {
    expect(await runs.list(project)).toEqual({ ok: true, value: [] });
    await runs.write(project, 'run-1/epoch-0001.safetensors', bytes);
    await runs.append(project, 'runs.jsonl', '1\n');
    const inRuns = path.join(root, 'work', 'xor.runs');
    writeFileSync(path.join(inRuns, '.hidden'), '');
    symlinkSync(project, path.join(inRuns, 'link'));
    mkdirSync(path.join(inRuns, 'run-1', 'deeper'));
    const listed = await runs.list(project);
    const files = listed.ok ? [...listed.value].sort((a, b) => (a.name < b.name ? -1 : 1)) : [];
    expect(files.map(({ name, bytes: size }) => [name, size])).toEqual([
      ['run-1/epoch-0001.safetensors', 7],
      ['runs.jsonl', 2],
    ]);
    expect(Math.abs((files[0]?.modifiedAt ?? 0) - Date.now())).toBeLessThan(60_000);
    rmdirSync(path.join(inRuns, 'run-1', 'deeper'));
    for (let time = 0; time < 2; time++) {
      expect(await runs.remove(project, 'run-1/epoch-0001.safetensors')).toEqual({ ok: true, value: null });
    }
    expect(existsSync(path.join(inRuns, 'run-1'))).toBe(false);
    expect(existsSync(path.join(inRuns, 'runs.jsonl'))).toBe(true);
  });

  it('ends a line that was cut off before it adds another', async () => {
    await runs.append(project, 'runs.jsonl', '1\n2');
    await runs.append(project, 'runs.jsonl', '3\n');
    expect(readFileSync(path.join(root, 'work', 'xor.runs', 'runs.jsonl'), 'utf8')).toBe('1\n2\n3\n');
  });

  it('refuses projects that are not granted, or only to be read', async () => {
    const other = path.join(root, 'work', 'other.gradwire');
    expect(await runs.write(other, 'a', bytes)).toMatchObject({ ok: false, fault: 'notAllowed' });
    grants.allow(other, 'read');
    expect(await runs.write(other, 'a', bytes)).toMatchObject({ ok: false, fault: 'notAllowed' });
    expect(await runs.append(other, 'a', 'x')).toMatchObject({ ok: false, fault: 'notAllowed' });
    expect(await runs.read(other, 'a')).toMatchObject({ ok: false, fault: 'missing' });
    expect(await runs.remove(other, 'a')).toMatchObject({ ok: false, fault: 'notAllowed' });
    expect(await runs.list(path.join(root, 'work', 'third.gradwire'))).toMatchObject({ fault: 'notAllowed' });
    grants.allow(path.join(root, 'data.csv'), 'write');
    expect(await runs.write(path.join(root, 'data.csv'), 'a', bytes)).toMatchObject({ fault: 'notAllowed' });
  });

  it('follows no link out of the folder', async () => {
    const outside = path.join(root, 'outside');
    mkdirSync(outside);
    const inRuns = path.join(root, 'work', 'xor.runs');
    mkdirSync(inRuns);
    symlinkSync(outside, path.join(inRuns, 'away'));
    writeFileSync(path.join(outside, 'secret'), 'secret');
    symlinkSync(path.join(outside, 'secret'), path.join(inRuns, 'file'));
    symlinkSync(path.join(outside, 'fresh'), path.join(inRuns, 'dangling'));
    for (const name of ['away/a', 'away/secret', 'file']) {
      expect(await runs.write(project, name, bytes)).toMatchObject({ ok: false, fault: 'notAllowed' });
      expect(await runs.append(project, name, 'x')).toMatchObject({ ok: false, fault: 'notAllowed' });
      expect(await runs.read(project, name)).toMatchObject({ ok: false, fault: 'notAllowed' });
      expect(await runs.remove(project, name)).toMatchObject({ ok: false, fault: 'notAllowed' });
    }
    expect(await runs.append(project, 'dangling', 'x')).toMatchObject({ ok: false });
    await runs.write(project, 'dangling', bytes);
    expect(existsSync(path.join(outside, 'fresh'))).toBe(false);
    expect(readFileSync(path.join(outside, 'secret'), 'utf8')).toBe('secret');
  });

  it('refuses a folder of runs that is a link to elsewhere', async () => {
    mkdirSync(path.join(root, 'outside'));
    symlinkSync(path.join(root, 'outside'), path.join(root, 'work', 'xor.runs'));
    expect(await runs.write(project, 'a', bytes)).toMatchObject({ ok: false, fault: 'notAllowed' });
    expect(await runs.list(project)).toMatchObject({ ok: false, fault: 'notAllowed' });
    expect(readdirSync(path.join(root, 'outside'))).toEqual([]);
  });

  it('says what is in the way', async () => {
    await runs.write(project, 'a', bytes);
    expect(await runs.write(project, 'a/b', bytes)).toMatchObject({ ok: false, fault: 'failed' });
    await runs.write(project, 'sub/c', bytes);
    expect(await runs.write(project, 'sub', bytes)).toMatchObject({ ok: false, fault: 'folder' });
  });
});

describe('runsFolder', () => {
  it('takes the name without its extension', () => {
    expect(runsFolder('/home/me/xor.gradwire')).toBe('/home/me/xor.runs');
    expect(runsFolder('/home/me/v1.2.safetensors')).toBe('/home/me/v1.2.runs');
  });
});
