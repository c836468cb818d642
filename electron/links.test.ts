import { expect, it } from 'vitest';
import { isKnownLink } from './links.ts';

it.each(['https://github.com/a/b', 'https://pytorch.org/docs/stable/nn.html#linear', 'https://GitHub.com/'])(
  'opens %s',
  (url) => expect(isKnownLink(url)).toBe(true),
);

it.each([
  'http://github.com/',
  'https://github.com.example/',
  'https://example.com/github.com',
  'https://evil.github.com/',
  'https://github.com:8443/',
  'https://me:secret@github.com/',
  'https://github.com@example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'app://gradwire/',
  'github.com',
  '',
])('does not open %j', (url) => expect(isKnownLink(url)).toBe(false));
