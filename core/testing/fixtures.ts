import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { OracleFile } from './oracle.ts';

const folder = path.join(import.meta.dirname, 'fixtures', 'oracle');

/** PyTorch's figures, a file a case. */
export const oracleFiles: readonly OracleFile[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as OracleFile);
