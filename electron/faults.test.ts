import { describe, expect, it } from 'vitest';
import { attempt, FaultError, notAllowed } from './faults.ts';

function failing(code: string): () => Promise<never> {
  return async () => {
    throw Object.assign(new Error(`${code}: no`), { code, syscall: 'open' });
  };
}

describe('attempt', () => {
  it.each([
    ['ENOENT', 'missing'],
    ['ENOTDIR', 'missing'],
    ['EACCES', 'denied'],
    ['EPERM', 'denied'],
    ['EROFS', 'denied'],
    ['EISDIR', 'folder'],
    ['EFBIG', 'tooLarge'],
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EIO', 'failed'],
    ['ELOOP', 'failed'],
  ])('takes %s for %s', async (code, fault) => {
    expect(await attempt('/a', failing(code))).toEqual({ ok: false, fault, path: '/a', detail: `${code}: no` });
  });

  it('gives the value, or the fault that main found itself', async () => {
    expect(await attempt('/a', async () => 1)).toEqual({ ok: true, value: 1 });
    const found = attempt('/a', async () => {
      throw new FaultError('tooLarge', 'too much');
    });
    expect(await found).toEqual({ ok: false, fault: 'tooLarge', path: '/a', detail: 'too much' });
  });

  it('hides no bug', async () => {
    const bug = attempt('/a', async () => {
      throw new TypeError('a bug');
    });
    await expect(bug).rejects.toThrow('a bug');
  });
});

it('says what the page may not touch', () => {
  expect(notAllowed('/a')).toMatchObject({ ok: false, fault: 'notAllowed', path: '/a' });
});
