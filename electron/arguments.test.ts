import path from 'node:path';
import { expect, it } from 'vitest';
import { filesIn } from './arguments.ts';

it('takes projects and models, wherever they stand, as absolute paths', () => {
  const argv = [
    '/opt/gradwire.gradwire',
    '--inspect=0',
    '/opt/app',
    'xor.gradwire',
    '--user-data-dir=/tmp/a.gradwire',
    'notes.txt',
    '../三.GRADWIRE',
    '/models/m.safetensors',
  ];
  const folder = path.resolve('/home/me');
  expect(filesIn(argv, folder)).toEqual(
    ['/home/me/xor.gradwire', '/home/三.GRADWIRE', '/models/m.safetensors'].map((file) => path.resolve(file)),
  );
});
