/** Numbers that grow at the end; doubling keeps the copying in proportion to what is written. */
export class FloatList {
  length = 0;
  #data = new Float32Array(1024);

  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = new Float32Array(2 * this.#data.length);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length++] = value;
  }

  /** What was written so far, in memory of its own. */
  toArray(): Float32Array {
    return this.#data.slice(0, this.length);
  }
}
