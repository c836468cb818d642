import type { Locator, Page } from '@playwright/test';

/** The views of the Train panel that follow the training: Evaluation, and Row by row. */
export class Evaluation {
  readonly root: Locator;
  readonly untrained: Locator;
  readonly stale: Locator;
  /** Loss, accuracy and what else is said of the whole part. */
  readonly figures: Locator;
  /** Train, valid or test. */
  readonly part: Locator;
  readonly classes: Locator;
  readonly confusion: Locator;
  readonly shares: Locator;
  readonly bins: Locator;
  readonly mistakes: Locator;
  readonly noMistakes: Locator;
  /** The row that is looked at, by number. */
  readonly row: Locator;
  readonly information: Locator;
  readonly table: Locator;
  readonly own: Locator;
  readonly ownClasses: Locator;
  readonly step: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByTestId('evaluation');
    this.untrained = page.getByTestId('evaluation-untrained');
    this.stale = page.getByTestId('evaluation-stale');
    this.figures = page.locator('.figures').first();
    this.part = page.locator('.evaluation-side .part-choice');
    this.classes = page.getByTestId('class-table');
    this.confusion = this.root.locator('.confusion table');
    this.shares = this.root.locator('.confusion .chart-head button');
    this.bins = page.getByTestId('reliability').locator('g[data-rows]');
    this.mistakes = page.getByTestId('mistakes').locator('tbody tr');
    this.noMistakes = page.getByTestId('no-mistakes');
    this.row = page.getByTestId('evaluation-row');
    this.information = page.getByTestId('information');
    this.table = page.getByTestId('information-table');
    this.own = page.getByTestId('own-probabilities');
    this.ownClasses = page.getByTestId('own-classes');
    this.step = page.getByTestId('step-row');
  }

  view(name: 'training' | 'evaluation' | 'rows'): Locator {
    return this.#page.getByTestId(`train-view-${name}`);
  }

  figure(name: string): Locator {
    return this.#page.getByTestId(`evaluation-${name}`);
  }

  /** A figure with all its digits; amounts of information in nats. */
  async valueOf(name: string): Promise<number> {
    return Number(await this.figure(name).getAttribute('data-value'));
  }

  quantity(name: 'information' | 'entropy' | 'crossEntropy' | 'divergence'): Locator {
    return this.#page.getByTestId(`quantity-${name}`);
  }

  unit(name: 'bits' | 'nats'): Locator {
    return this.#page.getByTestId(`unit-${name}`);
  }

  filter(name: 'truth' | 'predicted'): Locator {
    return this.#page.getByTestId(`mistakes-${name}`);
  }

  /** A typed probability or target. */
  typed(name: 'p' | 't', index: number): Locator {
    return this.#page.getByTestId(`own-${name}-${index}`);
  }
}
