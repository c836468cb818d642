import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Adds to the end of a file, all or nothing: where the disk is full, what was written of `text` is taken back. */
export async function appendWhole(file: string, text: string): Promise<void> {
  // A link that leads nowhere yet would be followed to make a file elsewhere; not every system knows how to refuse.
  const flags = constants.O_APPEND | constants.O_CREAT | constants.O_RDWR | (constants.O_NOFOLLOW ?? 0);
  const handle = await open(file, flags, 0o666);
  try {
    const { size } = await handle.stat();
    try {
      // A line that a crash cut off is ended first, so that it takes no other with it.
      const cut = size > 0 && !(await endsLine(handle, size));
      await handle.appendFile(cut ? `\n${text}` : text);
      await handle.datasync();
    } catch (error) {
      await handle.truncate(size).catch(() => {});
      throw error;
    }
  } finally {
    await handle.close();
  }
}

async function endsLine(handle: Awaited<ReturnType<typeof open>>, size: number): Promise<boolean> {
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n';
}
