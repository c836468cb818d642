interface Looking<T> {
  /** The least time between the beginnings of two looks, in milliseconds. */
  readonly pause: number;
  /** The largest share of the time that may be spent looking: slow looks make the next one wait longer. */
  readonly share: number;
  readonly look: () => Promise<T>;
  readonly take: (value: T) => void;
}

/** Looks whose cost is remembered. The quickest of them counts: the others waited for something else in the engine. */
const REMEMBERED = 3;
/** However slow looks are, the next one waits no longer than this. */
const LONGEST_PAUSE = 3000;

/**
 * Looks at the engine again each time it is told that there may be something new: one look at a time, and never so often
 * that looking keeps a training from its work. However often it is told meanwhile, the last state is always seen.
 */
export class Refresher<T> {
  readonly #looking: Looking<T>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #next = Number.NEGATIVE_INFINITY;
  #busy = false;
  #costs: number[] = [];
  #wanted = false;
  #atOnce = false;
  #stopped = false;

  constructor(looking: Looking<T>) {
    this.#looking = looking;
  }

  /**
   * Says that there may be something new.
   *
   * @param atOnce whether the next look needs no pause before it, as when a training has come to rest: it keeps it from nothing
   */
  poke(atOnce = false): void {
    this.#wanted = true;
    this.#atOnce ||= atOnce;
    if (this.#busy || this.#stopped) return;
    if (atOnce) clearTimeout(this.#timer);
    else if (this.#timer !== undefined) return;
    const wait = this.#atOnce ? 0 : Math.max(0, this.#next - performance.now());
    this.#timer = setTimeout(() => void this.#run(), wait);
  }

  /** What is still under way is not taken any more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    const { look, take, pause, share } = this.#looking;
    const start = performance.now();
    this.#timer = undefined;
    this.#wanted = false;
    this.#atOnce = false;
    this.#busy = true;
    try {
      const value = await look();
      if (!this.#stopped) take(value);
    } finally {
      this.#costs = [...this.#costs, performance.now() - start].slice(-REMEMBERED);
      const wait = Math.max(pause, Math.min(LONGEST_PAUSE, Math.min(...this.#costs) / share));
      this.#next = Math.max(start + wait, performance.now());
      this.#busy = false;
      if (this.#wanted) this.poke();
    }
  }
}
