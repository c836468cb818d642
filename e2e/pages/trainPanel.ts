import type { Locator, Page } from '@playwright/test';

export type Pace = 'watch' | 'fast' | 'full';

/** The Train panel: settings, charts, and what the network says of the data. */
export class TrainPanel {
  readonly loss: Locator;
  readonly accuracy: Locator;
  readonly boundary: Locator;
  readonly rate: Locator;
  readonly rateSlider: Locator;
  readonly confusion: Locator;
  readonly predictions: Locator;
  /** Which rows the confusion matrix counts. */
  readonly part: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.loss = page.getByTestId('chart-loss');
    this.accuracy = page.getByTestId('chart-accuracy');
    this.boundary = page.getByTestId('decision-boundary');
    this.rate = this.setting('learningRate');
    this.rateSlider = page.getByTestId('learning-rate-slider');
    this.confusion = page.locator('.confusion');
    this.predictions = page.locator('.predictions');
    this.part = this.confusion.getByRole('combobox');
  }

  setting(name: string): Locator {
    return this.#page.locator('.train-form').getByTestId(`param-${name}`);
  }

  view(name: 'confusion' | 'predictions' | 'distributions'): Locator {
    return this.#page.getByTestId(`train-${name}`);
  }

  async setPace(pace: Pace): Promise<void> {
    await this.#page.getByTestId(`pace-${pace}`).check({ force: true });
  }

  /** The accuracy that stands above the confusion matrix. */
  async accuracyOfPart(): Promise<number> {
    const text = (await this.confusion.locator('.confusion-sum').textContent()) ?? '';
    return Number(text.match(/[\d.]+$/)?.[0]);
  }

  /** Opens a chart's menu and presses the button of a format. */
  async export(chart: Locator, format: 'PNG' | 'SVG' | 'CSV'): Promise<void> {
    await chart.getByRole('button', { name: /smoothing and export/ }).click();
    await this.#page.locator('.chart-menu').getByRole('button', { name: format }).click();
  }

  /** The boundary's picture, as a text that is another one for every other picture. */
  picture(): Promise<string> {
    return this.boundary.locator('canvas.plane-picture').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  }

  /** The colours of the boundary's picture: one of them is an empty picture. */
  colours(): Promise<number> {
    return this.boundary.locator('canvas.plane-picture').evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      const seen = new Set<string>();
      for (let at = 0; at < pixels.length; at += 4) seen.add(`${pixels[at]} ${pixels[at + 1]} ${pixels[at + 2]}`);
      return seen.size;
    });
  }
}
