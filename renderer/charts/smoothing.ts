/**
 * An exponential moving average, one value at a time. The weight of the start is taken out, so that the first values are
 * not drawn towards zero (Kingma and Ba 2015, section 3). What is no finite number leaves a gap and does not spoil the rest.
 */
export class Smoother {
  readonly #weight: number;
  #sum = 0;
  #share = 0;

  /** @param weight how much of the past is kept: 0 keeps nothing and changes nothing, 0.99 smooths strongly */
  constructor(weight: number) {
    this.#weight = Math.min(0.999, Math.max(0, weight));
  }

  next(value: number | null): number | null {
    if (value === null || !Number.isFinite(value)) return null;
    this.#sum = this.#weight * this.#sum + (1 - this.#weight) * value;
    this.#share = this.#weight * this.#share + (1 - this.#weight);
    return this.#sum / this.#share;
  }
}
