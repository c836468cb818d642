import { expect, type Locator, type Page } from '@playwright/test';

export type Menu = 'file' | 'edit' | 'view' | 'run' | 'help';

/** The bar at the top: the project's menu, its training and its figures. */
export class TopBar {
  readonly project: Locator;
  readonly undo: Locator;
  readonly redo: Locator;
  readonly train: Locator;
  readonly pause: Locator;
  readonly stop: Locator;
  readonly reset: Locator;
  readonly oneStep: Locator;
  readonly oneEpoch: Locator;
  readonly loss: Locator;
  readonly accuracy: Locator;
  readonly epoch: Locator;
  readonly backend: Locator;
  readonly speed: Locator;
  /** In the backend's menu: how it runs the kernels. */
  readonly executor: Locator;
  readonly export: Locator;
  readonly language: Locator;
  readonly theme: Locator;
  /** Says that the figures belong to a network that has been edited since. */
  readonly stale: Locator;
  readonly dirty: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.project = page.locator('.project-name');
    this.undo = page.getByTestId('undo');
    this.redo = page.getByTestId('redo');
    this.train = page.getByTestId('train');
    this.pause = page.getByTestId('pause');
    this.stop = page.getByTestId('stop');
    this.reset = page.getByTestId('reset');
    this.oneStep = page.getByTestId('one-step');
    this.oneEpoch = page.getByTestId('one-epoch');
    this.loss = page.getByTestId('metric-loss');
    this.accuracy = page.getByTestId('metric-accuracy');
    this.epoch = page.getByTestId('metric-epoch');
    this.backend = page.getByTestId('backend');
    this.speed = page.getByTestId('speed');
    this.executor = page.getByTestId('executor');
    this.export = page.getByTestId('export');
    this.language = page.getByTestId('language');
    this.theme = page.getByTestId('theme');
    this.stale = page.locator('.metrics.stale');
    this.dirty = page.locator('.project .dirty:not(.hidden)');
  }

  /** Runs a command of a menu. */
  async choose(menu: Menu, command: string): Promise<void> {
    await this.#page.locator('.topbar .brand').click();
    await this.#page.getByTestId(`menu-${menu}`).click();
    await this.command(command).click();
  }

  command(id: string): Locator {
    return this.#page.getByTestId(`menu-${id}`);
  }

  /** Trains to the end, which is at this epoch. */
  async trainTo(epoch: number, timeout = 30_000): Promise<void> {
    await this.train.click();
    await expect(this.epoch).toHaveText(String(epoch), { timeout });
    await this.rests();
  }

  /** Trains the first epoch. @returns the loss that is shown of it */
  async firstEpoch(): Promise<string | null> {
    await this.oneEpoch.click();
    await this.rests();
    await expect(this.epoch).toHaveText('1');
    return this.loss.textContent();
  }

  /** Waits until a training that has begun stands still. */
  async rests(): Promise<void> {
    await expect(this.pause).toBeDisabled();
    await expect(this.train).toBeEnabled();
  }

  /** Steps since the beginning. */
  async steps(): Promise<number> {
    return Number(await this.#page.locator('.metrics').getAttribute('data-steps'));
  }

  async epochs(): Promise<number> {
    return Number(await this.epoch.textContent());
  }
}
