import type { Locator } from '@playwright/test';

/** A Problem as it stands in a panel, a dialog or a notice. */
export class ProblemLine {
  readonly root: Locator;
  readonly message: Locator;
  readonly hint: Locator;
  /** The button that mends it. */
  readonly fix: Locator;

  constructor(root: Locator) {
    this.root = root;
    this.message = root.locator('p').first();
    this.hint = root.locator('p').nth(1);
    this.fix = root.getByTestId('fix');
  }
}
