import { expect, type Locator, type Page } from '@playwright/test';
import { Canvas } from './canvas.ts';
import { CatalogueList } from './catalogue.ts';
import { DataPanel } from './dataPanel.ts';
import { Dialogs } from './dialogs.ts';
import { Evaluation } from './evaluation.ts';
import { Inspector } from './inspector.ts';
import { Palette } from './palette.ts';
import { ProblemLine } from './problemLine.ts';
import { RunsPanel } from './runsPanel.ts';
import { StartPage } from './startPage.ts';
import { Stepper } from './stepper.ts';
import { TopBar } from './topBar.ts';
import { TrainPanel } from './trainPanel.ts';

export const dockTabs = ['train', 'step', 'data', 'runs', 'kernels', 'problems'] as const;
export type DockTab = (typeof dockTabs)[number];

/** The app in a window, part by part. */
export class Editor {
  readonly page: Page;
  readonly start: StartPage;
  readonly bar: TopBar;
  readonly palette: Palette;
  readonly canvas: Canvas;
  readonly inspector: Inspector;
  readonly training: TrainPanel;
  readonly evaluation: Evaluation;
  readonly runs: RunsPanel;
  readonly data: DataPanel;
  readonly catalogue: CatalogueList;
  readonly stepper: Stepper;
  readonly dialogs: Dialogs;
  /** What was done or went wrong just now. */
  readonly notices: Locator;
  /** The list of everything that is wrong. */
  readonly problems: Locator;

  constructor(page: Page) {
    this.page = page;
    this.start = new StartPage(page);
    this.bar = new TopBar(page);
    this.canvas = new Canvas(page);
    this.palette = new Palette(page, this.canvas);
    this.inspector = new Inspector(page);
    this.training = new TrainPanel(page);
    this.evaluation = new Evaluation(page);
    this.runs = new RunsPanel(page);
    this.data = new DataPanel(page);
    this.catalogue = new CatalogueList(page);
    this.stepper = new Stepper(page);
    this.dialogs = new Dialogs(page);
    this.notices = page.locator('.notice');
    this.problems = page.getByTestId('problems');
  }

  /** Waits for what the address asks for: the example that it names is fetched first, then shown whole. */
  async shown(): Promise<void> {
    const { searchParams } = new URL(this.page.url());
    if (searchParams.has('example')) await this.canvas.fitted();
    else await (searchParams.has('new') ? this.canvas.root : this.start.newProject).waitFor();
  }

  /** Another window of the same app. */
  async another(query: string): Promise<Editor> {
    const page = await this.page.context().newPage();
    const language = query.includes('lang=') ? '' : '&lang=en';
    await page.goto(new URL(`${query}${language}`, this.page.url()).href);
    const editor = new Editor(page);
    await editor.shown();
    return editor;
  }

  /** Drops a file on the window, or on a part of it. */
  async drop(name: string, content: string | Uint8Array, onto = this.page.locator('body')): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(
      ({ name, base64 }) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], name));
        return transfer;
      },
      { name, base64: Buffer.from(content).toString('base64') },
    );
    for (const event of ['dragover', 'drop']) await onto.dispatchEvent(event, { dataTransfer });
  }

  /** Where the app first names a file that it was given, sound or not. */
  mention(file: string): Locator {
    return this.data.fileNames.or(this.notices).filter({ hasText: file }).first();
  }

  /** What is said of a Problem there: in a corner of the window, a tab of the dock, or the dialog that is open. */
  async problem(code: string, place: 'notice' | 'dialog' | 'problems' | 'data'): Promise<ProblemLine> {
    if (place === 'problems' || place === 'data') await this.tab(place).click();
    const places = { notice: this.notices, dialog: this.dialogs.open, problems: this.problems, data: this.data.root };
    return new ProblemLine(places[place].locator(`[data-code="${code}"]`).first());
  }

  async dismissNotices(): Promise<void> {
    await expect(async () => {
      for (const close of await this.notices.locator('> button').all()) await close.click({ timeout: 500 });
      expect(await this.notices.count()).toBe(0);
    }).toPass();
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Closes the dialog that is open, if one is. */
  async closeDialog(): Promise<void> {
    if ((await this.dialogs.open.count()) > 0) await this.press('Escape');
    await expect(this.dialogs.open).toHaveCount(0);
  }

  tab(name: DockTab): Locator {
    return this.page.getByTestId(`tab-${name}`);
  }
}
