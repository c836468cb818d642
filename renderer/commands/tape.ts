import type { Command } from './command.ts';

/** What moves through the tape. */
export const tapeCommands: readonly Command[] = [];
