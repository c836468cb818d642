import type { Problem } from '../core/problem.ts';

/** What a command has to say at its end. */
export interface Outcome {
  /** The result that `--json` prints. */
  readonly json: unknown;
  /** Prints the same for people. */
  readonly print: () => void;
  /** Warnings, or errors that did not stop it from having a result. */
  readonly problems: readonly Problem[];
}

export interface Command {
  readonly name: string;
  /** What follows the name. */
  readonly usage: string;
  readonly summary: string;
  readonly run: (args: readonly string[]) => Promise<Outcome | 'help'>;
}
