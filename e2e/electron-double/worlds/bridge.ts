/**
 * One half of what contextBridge does; both worlds of a page run it. Data crosses as the `detail` of a custom event,
 * which Chromium clones from world to world; functions and promises cross as numbers that the other side calls.
 * Dispatching is synchronous, so that a call returns its value. The names of the events are random: the page's own
 * scripts cannot listen in.
 */
type Callable = (...args: unknown[]) => unknown;

type Detail =
  | { readonly call: number; readonly args: readonly unknown[] }
  | { readonly follow: number; readonly resolve: unknown; readonly reject: unknown }
  | { readonly expose: string; readonly api: unknown }
  | { readonly returned: unknown }
  | { readonly thrown: string };

type Mark = { readonly functionOf: number } | { readonly promiseOf: number };

// Taken before the page can put something else in their place.
const dispatch = document.dispatchEvent.bind(document);
const listen = document.addEventListener.bind(document);

export class Bridge {
  /** What to do when the other side exposes an interface. */
  onExpose: (key: string, api: unknown) => void = () => {};
  readonly #there: string;
  readonly #functions = new Map<number, Callable>();
  readonly #promises = new Map<number, Promise<unknown>>();
  #last = 0;
  #answer: Detail | null = null;

  /** @param here the name of the events that this side hears; `there`, that the other side hears */
  constructor(here: string, there: string) {
    this.#there = there;
    listen(here, (event) => this.#hear((event as CustomEvent<Detail>).detail));
  }

  expose(key: string, api: unknown): void {
    this.#ask({ expose: key, api: this.#pack(api) });
  }

  /** Gives a function to the other side under a number that both agreed on. */
  provide(id: number, callable: Callable): void {
    this.#functions.set(id, callable);
  }

  call(id: number, args: readonly unknown[]): unknown {
    return this.#unpack(this.#ask({ call: id, args: args.map((arg) => this.#pack(arg)) }));
  }

  #ask(detail: Detail): unknown {
    this.#answer = null;
    this.#tell(detail);
    const answer = this.#answer as Detail | null;
    if (answer === null) throw new Error('electron double: the other world did not answer');
    if ('thrown' in answer) throw new Error(answer.thrown);
    return 'returned' in answer ? answer.returned : undefined;
  }

  #tell(detail: Detail): void {
    dispatch(new CustomEvent(this.#there, { detail }));
  }

  #hear(detail: Detail): void {
    if ('returned' in detail || 'thrown' in detail) {
      this.#answer = detail;
      return;
    }
    try {
      this.#tell({ returned: this.#pack(this.#do(detail)) });
    } catch (error) {
      this.#tell({ thrown: messageOf(error) });
    }
  }

  #do(detail: Exclude<Detail, { returned: unknown } | { thrown: string }>): unknown {
    if ('call' in detail) return this.#functions.get(detail.call)?.(...detail.args.map((arg) => this.#unpack(arg)));
    if ('expose' in detail) return this.onExpose(detail.expose, this.#unpack(detail.api));
    const resolve = this.#unpack(detail.resolve) as Callable;
    const reject = this.#unpack(detail.reject) as Callable;
    this.#promises.get(detail.follow)?.then(
      (value) => resolve(value),
      (error) => reject(messageOf(error)),
    );
    return undefined;
  }

  #pack(value: unknown): unknown {
    if (typeof value === 'function')
      return { functionOf: this.#keep(this.#functions, value as Callable) } satisfies Mark;
    if (value instanceof Promise) return { promiseOf: this.#keep(this.#promises, value) } satisfies Mark;
    return mapParts(value, (part) => this.#pack(part));
  }

  #unpack(value: unknown): unknown {
    if (isMark(value)) {
      if ('functionOf' in value) return (...args: unknown[]) => this.call(value.functionOf, args);
      return new Promise((resolve, reject) => {
        const fail = (message: unknown) => reject(new Error(String(message)));
        this.#ask({ follow: value.promiseOf, resolve: this.#pack(resolve), reject: this.#pack(fail) });
      });
    }
    return mapParts(value, (part) => this.#unpack(part));
  }

  #keep<T>(store: Map<number, T>, value: T): number {
    // Below zero are the numbers that both sides agreed on.
    store.set(++this.#last, value);
    return this.#last;
  }
}

function mapParts(value: unknown, map: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, map(part)]));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

function isMark(value: unknown): value is Mark {
  return isPlain(value) && Object.keys(value).length === 1 && ('functionOf' in value || 'promiseOf' in value);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
