import path from 'node:path';
import { expect, it } from 'vitest';
import { fileBelow } from './below.mjs';
import { contentType, pageHeaders } from './headers.mjs';

const folder = path.resolve('/srv/site');

it.each([
  ['/', 'index.html'],
  ['/index.html', 'index.html'],
  ['/assets/a%20b.js', 'assets/a b.js'],
  ['/examples/', 'examples/index.html'],
  ['/a/../b.js', 'b.js'],
])('finds %s', (pathname, file) => expect(fileBelow(folder, pathname)).toBe(path.join(folder, file)));

it.each([
  '/../secret',
  '/..%2f..%2fetc/passwd',
  '/%2e%2e/secret',
  '/a/../../secret',
  '/..',
  '/../site-2/a',
  '/..%5csecret',
  '/a%00.js',
  '/%zz',
  '/%',
])('refuses %s', (pathname) => expect(fileBelow(folder, pathname)).toBeNull());

it('knows the types that browsers insist on', () => {
  const names = ['a.html', 'A.JS', 'a.mjs', 'a.css', 'a.wasm', 'a.woff2', 'a.svg', 'a', 'a.constructor'];
  expect(names.map((name) => contentType(name).split(';')[0])).toEqual([
    'text/html',
    'text/javascript',
    'text/javascript',
    'text/css',
    'application/wasm',
    'font/woff2',
    'image/svg+xml',
    'application/octet-stream',
    'application/octet-stream',
  ]);
});

it('sends the policy that the design asks for', () => {
  expect(pageHeaders['Content-Security-Policy']).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; " +
      "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; base-uri 'none'; " +
      "form-action 'none'; frame-ancestors 'none'",
  );
  expect(pageHeaders).toMatchObject({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
});
