/** How a window with unsaved work is held open until somebody has asked the user. */
export interface ClosingActions {
  /** Tells the page that the user wants to close. */
  askPage(): void;
  /** Asks in the page's place. @returns whether to close all the same */
  askUser(): Promise<boolean>;
  /** Closes without asking anybody. */
  close(): void;
}

/** Time the page has to take up the question; it is at work on the main thread of a page, which may hang. */
export const PATIENCE_MS = 5_000;

/**
 * How far the question is. `free`: nothing unsaved, or the question is settled. `dirty`: closing must be asked about. `waiting`: the page was told
 * and has not answered. `asking`: the page or main is asking the user.
 */
type State = 'free' | 'dirty' | 'waiting' | 'asking';

/** Holds one window back. */
export class Closing {
  #state: State = 'free';
  #timer: NodeJS.Timeout | undefined;
  readonly #actions: ClosingActions;

  constructor(actions: ClosingActions) {
    this.#actions = actions;
  }

  get isDirty(): boolean {
    return this.#state !== 'free';
  }

  /** The page says whether it has unsaved work. */
  setDirty(dirty: boolean): void {
    if (dirty && this.#state === 'free') this.#state = 'dirty';
    if (!dirty) this.#enter('free');
  }

  /** The user wants to close. @returns whether to go ahead; where not, the question is on its way */
  mayClose(): boolean {
    if (this.#state === 'free') return true;
    // While waiting, the question is on its way. A page that is asking already may be told again.
    if (this.#state !== 'waiting') {
      this.#enter('waiting');
      this.#timer = setTimeout(() => void this.#askInstead(), PATIENCE_MS);
      this.#actions.askPage();
    }
    return false;
  }

  /** The page is asking the user, and may take its time. */
  heard(): void {
    if (this.#state === 'waiting') this.#enter('asking');
  }

  /** The question is settled: close for good. */
  settle(): void {
    this.#enter('free');
    this.#actions.close();
  }

  /** The window is gone. */
  stop(): void {
    this.#enter('free');
  }

  async #askInstead(): Promise<void> {
    // Still `waiting` meanwhile, so that a second click on the cross does not open a second box.
    const close = await this.#actions.askUser();
    if (this.#state !== 'waiting') return;
    if (close) this.settle();
    else this.#enter('dirty');
  }

  #enter(state: State): void {
    clearTimeout(this.#timer);
    this.#state = state;
  }
}
