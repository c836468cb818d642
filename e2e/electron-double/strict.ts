import { EventEmitter } from 'node:events';

/** Keys that are asked for in passing, by `await`, by inspectors and by Node itself: there, absent is an answer. */
const askedInPassing = new Set<PropertyKey>(['then', 'toJSON', 'domain']);

/**
 * The end of a prototype chain at which whatever the double lacks fails loudly, since a test that passes because
 * nothing happened proves nothing. It stands at the end because wrapping the object itself would break private fields.
 */
function loud(base: object, nameOf: (receiver: object) => string): object {
  return new Proxy(base, {
    get(target, key, receiver: object) {
      if (typeof key === 'symbol' || key in target || askedInPassing.has(key))
        return Reflect.get(target, key, receiver);
      throw new Error(`electron double: ${nameOf(receiver)}.${key} is not implemented`);
    },
  });
}

/** Makes every property that `target` lacks throw. */
export function strict<T extends object>(name: string, target: T): T {
  return Object.setPrototypeOf(
    target,
    loud(Object.prototype, () => name),
  );
}

/**
 * What Electron's own emitters are built on: unknown properties throw, and so does listening for an event that the
 * double never emits.
 */
export abstract class Emitter extends EventEmitter {
  /** The events that the double emits. */
  protected abstract readonly emitted: readonly string[];

  override on(name: string, listener: (...args: never[]) => void): this {
    if (!this.emitted.includes(name)) {
      throw new Error(`electron double: ${this.constructor.name} never emits '${name}'`);
    }
    return super.on(name, listener as (...args: unknown[]) => void);
  }
}
/** The same for what emits nothing. */
export abstract class Strict {}

for (const [Base, Native] of [
  [Emitter, EventEmitter],
  [Strict, Object],
] as const) {
  Object.setPrototypeOf(
    Base.prototype,
    loud(Native.prototype, (receiver) => receiver.constructor.name),
  );
  Object.setPrototypeOf(
    Base,
    loud(Native, (receiver) => (receiver as typeof Base).name),
  );
}
