/** An event whose listeners may keep its default from happening. */
export interface Cancellable {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function cancellable<T extends object>(details: T): T & Cancellable {
  let prevented = false;
  return {
    ...details,
    get defaultPrevented() {
      return prevented;
    },
    preventDefault() {
      prevented = true;
    },
  };
}
