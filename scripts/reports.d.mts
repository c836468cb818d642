export interface Failure {
  /** File, groups and title, joined. */
  readonly test: string;
  /** The beginning of what was said, without colours. */
  readonly message: string;
}

export interface Result {
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
}

/** What a report by Vitest's reporter `json` comes to. */
export declare function readVitest(report: unknown): Result;

/** What a report by Playwright's reporter `json` comes to. */
export declare function readPlaywright(report: unknown): Result;
