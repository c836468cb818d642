import type { Locator, Page } from '@playwright/test';

/** The trainings of the project so far, the newest first, and what they left behind. */
export class RunsPanel {
  readonly rows: Locator;
  readonly differences: Locator;
  readonly loss: Locator;
  /** Opens the measurement of batch sizes and backends. */
  readonly timing: Locator;
  readonly csv: Locator;
  readonly report: Locator;
  /** Of the run that is looked at more closely. */
  readonly details: Locator;
  readonly name: Locator;
  readonly note: Locator;
  readonly restore: Locator;
  readonly restoreNetwork: Locator;
  readonly remove: Locator;
  /** The checkpoints, the newest first, once their tab is chosen. */
  readonly checkpointsTab: Locator;
  readonly runsTab: Locator;
  readonly checkpoints: Locator;
  readonly checkpointRoom: Locator;
  readonly checkpointsUsed: Locator;

  constructor(page: Page) {
    this.rows = page.getByTestId('run-row');
    this.differences = page.locator('.run-differences');
    this.timing = page.getByTestId('timing');
    this.loss = page.getByTestId('runs-loss');
    this.csv = page.getByTestId('runs-csv');
    this.report = page.getByTestId('runs-report');
    this.details = page.getByTestId('run-details');
    this.name = page.getByTestId('run-name');
    this.note = page.getByTestId('run-note');
    this.restore = page.getByTestId('run-restore');
    this.restoreNetwork = page.getByTestId('run-restore-network');
    this.remove = page.getByTestId('run-delete');
    this.checkpointsTab = page.getByTestId('runs-tab-checkpoints');
    this.runsTab = page.getByTestId('runs-tab-runs');
    this.checkpoints = page.getByTestId('checkpoint-row');
    this.checkpointRoom = page.getByTestId('checkpoints-room');
    this.checkpointsUsed = page.getByTestId('checkpoints-used');
  }

  choose(number: number): Promise<void> {
    return this.rows
      .page()
      .getByRole('checkbox', { name: `Show run ${number}` })
      .check();
  }

  row(number: number): Locator {
    return this.rows.filter({ has: this.rows.page().getByText(`#${number}`, { exact: true }) });
  }

  /** Looks at a run more closely. */
  async open(number: number): Promise<void> {
    await this.row(number).getByTestId('run-open').click();
    await this.details.waitFor();
  }

  checkpoint(
    run: number,
    epoch: number,
  ): { readonly resume: Locator; readonly load: Locator; readonly remove: Locator } {
    const page = this.rows.page();
    const button = (name: string) => page.getByRole('button', { name: `${name} #${run}, epoch ${epoch}`, exact: true });
    return {
      resume: button('Resume from'),
      load: button('Load the weights of'),
      remove: button('Delete the checkpoint of'),
    };
  }
}
