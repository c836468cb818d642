import { describe, expect, it } from 'vitest';
import { type RequestName, requestSchemas } from './contract.ts';
import { preloadNames, requestNames } from './names.ts';

function accepts(name: RequestName, argument: unknown): boolean {
  return requestSchemas[name].safeParse(argument).success;
}

describe('requestSchemas', () => {
  it('has one for each name', () => {
    expect(Object.keys(requestSchemas).sort()).toEqual([...requestNames, ...preloadNames].sort());
  });

  it('takes no argument where there is none to take', () => {
    for (const name of [
      'draft:list',
      'recent:list',
      'recent:clear',
      'window:close',
      'window:new',
      'app:info',
    ] as const) {
      expect(accepts(name, undefined)).toBe(true);
      for (const argument of [null, {}, [], '', 0]) expect(accepts(name, argument)).toBe(false);
    }
  });

  it.each([undefined, null, 1, '', [], {}, { path: 1 }, { path: '' }, { path: 'a\0b' }, { path: 'x'.repeat(4097) }])(
    'refuses to reopen %j',
    (argument) => {
      expect(accepts('file:reopen', argument)).toBe(false);
    },
  );

  it('lets paths be what paths are', () => {
    for (const path of ['/home/me/xor.gradwire', 'C:\\Users\\私\\xor.gradwire', '\\\\server\\share\\a b.gradwire']) {
      expect(accepts('file:reopen', { path })).toBe(true);
    }
  });
});

describe('stretches of files', () => {
  const takes = (stretch: unknown) => accepts('file:readBeside', { project: null, path: 'x.csv', stretch });

  it('are bounded, whole and in order', () => {
    for (const stretch of [undefined, { from: 0, to: 0 }, { from: 2 ** 40, to: 2 ** 40 + 16 * 1024 ** 2 }]) {
      expect(takes(stretch)).toBe(true);
    }
    for (const [from, to] of [
      [-1, 1],
      [2, 1],
      [0.5, 2],
      [0, 16 * 1024 ** 2 + 1],
      [0, Number.POSITIVE_INFINITY],
    ]) {
      expect(takes({ from, to })).toBe(false);
    }
  });
});

describe('names of runs', () => {
  const takes = (name: string) => accepts('runs:read', { project: '/home/me/xor.gradwire', name });

  it.each(['runs.jsonl', 'epoch-0001.safetensors', 'run-2026-01-02_03/best.safetensors', 'a/b/c/d/e'])(
    'takes %j',
    (name) => expect(takes(name)).toBe(true),
  );

  it.each([
    '',
    '.',
    '..',
    '../a',
    'a/../b',
    'a/..',
    '/a',
    'a/',
    'a//b',
    '.hidden',
    'a/.hidden',
    'ends.',
    'a\\b',
    'C:a',
    'a:stream',
    'a b',
    'a\0b',
    'a\n',
    'ré',
    'a/b/c/d/e/f',
    'x'.repeat(101),
    `${'a/'.repeat(200)}a`,
  ])('refuses %j', (name) => expect(takes(name)).toBe(false));
});

describe('what is saved', () => {
  const save = {
    path: null,
    ask: false,
    suggestedName: 'xor.gradwire',
    title: '',
    filterName: '',
    extensions: ['gradwire'],
    bytes: new Uint8Array(2),
  };

  it('is bytes', () => {
    expect(accepts('file:save', save)).toBe(true);
    expect(accepts('file:save', { ...save, bytes: Buffer.alloc(2) })).toBe(true);
    for (const bytes of ['text', [1, 2], new ArrayBuffer(2), new Float32Array(2), { length: 2 }, null]) {
      expect(accepts('file:save', { ...save, bytes })).toBe(false);
    }
  });

  it('is suggested a name, not a path, and plain extensions', () => {
    for (const suggestedName of ['', 'a/b', 'a\\b', 'a\0', 'x'.repeat(256)]) {
      expect(accepts('file:save', { ...save, suggestedName })).toBe(false);
    }
    for (const extension of ['', '*', 'a/b', 'PNG', '../x']) {
      expect(accepts('file:save', { ...save, extensions: [extension] })).toBe(false);
    }
  });
});

describe('drafts', () => {
  it('have ids that are no paths', () => {
    expect(accepts('draft:remove', { id: crypto.randomUUID() })).toBe(true);
    for (const id of ['', '.', '..', '../a', 'a/b', 'a.json', 'ä', 'x'.repeat(65)]) {
      expect(accepts('draft:remove', { id })).toBe(false);
    }
  });
});

describe('the menu', () => {
  it('is made of the known kinds and roles, to any depth', () => {
    const leaf = { kind: 'command', id: 'a', label: 'A' };
    const nested = [{ kind: 'submenu', label: 'S', items: [{ kind: 'submenu', label: 'T', items: [leaf] }] }];
    expect(accepts('menu:set', nested)).toBe(true);
    expect(accepts('menu:set', [{ kind: 'role', role: 'reload' }])).toBe(false);
    expect(accepts('menu:set', [{ kind: 'command', id: 'a', click: () => {} }])).toBe(true);
    expect(accepts('menu:set', [{ kind: 'checkbox' }])).toBe(false);
    expect(accepts('menu:set', Array(21).fill(leaf))).toBe(false);
  });
});
