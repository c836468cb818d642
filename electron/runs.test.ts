import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { testFolders } from '../node/testing/folders.ts';
import { Grants } from './grants.ts';
import { Runs, runsFolder } from './runs.ts';

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

  it('refuses projects that are not granted, or only to be read', async () => {
    const other = path.join(root, 'work', 'other.gradwire');
    expect(await runs.write(other, 'a', bytes)).toMatchObject({ ok: false, fault: 'notAllowed' });
    grants.allow(other, 'read');
    expect(await runs.write(other, 'a', bytes)).toMatchObject({ ok: false, fault: 'notAllowed' });
    expect(await runs.append(other, 'a', 'x')).toMatchObject({ ok: false, fault: 'notAllowed' });
    expect(await runs.read(other, 'a')).toMatchObject({ ok: false, fault: 'missing' });
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
