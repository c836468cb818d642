import { readFileSync, writeFileSync } from 'node:fs';

const MEGABYTE = 2 ** 20;
const PROC = '/proc/self';

/** Resident memory of this process in MB. */
export const memory = {
  /** What it is now; the highest starts again from here, where the system knows how. */
  mark(): number {
    try {
      writeFileSync(`${PROC}/clear_refs`, '5');
    } catch {
      // Not Linux, or not allowed: the highest then counts from the start of the process.
    }
    return process.memoryUsage.rss() / MEGABYTE;
  },

  /** The highest it was. Linux's `maxRSS` will not do: a child takes over its parent's. */
  peak(): number {
    try {
      const line = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`${PROC}/status`, 'utf8'));
      if (line) return Number(line[1]) / 1024;
    } catch {
      // Not Linux.
    }
    return process.resourceUsage().maxRSS / 1024;
  },
};
