import type { FileFault, FileResult } from './contract.ts';

/** A fault that main finds by itself, where the system would not have said it. */
export class FaultError extends Error {
  constructor(
    readonly fault: FileFault,
    detail: string,
  ) {
    super(detail);
  }
}

/** Runs what touches a file; what a person or a disk can get wrong becomes a fault, anything else is a bug and throws. */
export async function attempt<T>(path: string, action: () => Promise<T>): Promise<FileResult<T>> {
  try {
    return { ok: true, value: await action() };
  } catch (error) {
    if (error instanceof FaultError) return failure(error.fault, path, error.message);
    if (error instanceof Error && 'code' in error && 'syscall' in error) {
      return failure(faultOf(String(error.code)), path, error.message);
    }
    throw error;
  }
}

/** The answer for a path that the page may not touch. */
export function notAllowed(path: string): FileResult<never> {
  return failure('notAllowed', path, 'neither chosen by the user nor beside an open project');
}

function failure(fault: FileFault, path: string, detail: string): FileResult<never> {
  return { ok: false, fault, path, detail };
}

function faultOf(code: string): FileFault {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'missing';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'denied';
    case 'EISDIR':
      return 'folder';
    case 'EFBIG':
      return 'tooLarge';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'full';
    default:
      return 'failed';
  }
}
