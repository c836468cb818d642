import Module, { register } from 'node:module';
import { strict } from './strict.ts';

const NAME = /^electron(\/(main|common))?$/;

/**
 * Makes `electron` mean the double, for `import` and for `require` alike; both get the same objects. The driver asks by
 * `require` in the inspector. There is no one way for both in Node 20.
 * @param url where the double's module is
 */
export async function resolveElectron(url: string): Promise<void> {
  const hooks = `
    export const resolve = (name, context, next) =>
      ${NAME}.test(name) ? { url: ${JSON.stringify(url)}, shortCircuit: true } : next(name, context);`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);

  const required = strict('electron', { ...(await import(url)) });
  const loader = Module as unknown as { _load(id: string, ...rest: unknown[]): unknown };
  const load = loader._load;
  loader._load = (id, ...rest) => (NAME.test(id) ? required : load(id, ...rest));
}
