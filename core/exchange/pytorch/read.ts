import { blockOf, blockTypes } from '../../blocks/index.ts';
import type { ParamValue } from '../../blocks/params.ts';
import { ProblemError, problem } from '../../problem.ts';
import type { Tensor } from '../../tensor.ts';
import { type Foreign, ForeignBuilder } from '../foreign.ts';

/** The block that each class of `torch.nn` stands for, as the blocks' own mappings have it. */
const blockOfClass: ReadonlyMap<string, string> = new Map(
  blockTypes.flatMap((type) => {
    const written = blockOf(type)?.mapping.pytorchModule?.({ params: {}, inFeatures: 1, outFeatures: 1 } as never);
    const name = /^nn\.(\w+)\(/.exec(written ?? '')?.[1];
    return name === undefined ? [] : [[name, type] as const];
  }),
);

/**
 * What a `model.py` that we wrote computes, line by line as Python would run it; no other code is understood. It is here
 * to prove the file: a wrong order, name or wire shows in the answers.
 *
 * @param tensors the weights file's, under their Python names
 * @param features columns of the rows; the file only tells them in words
 */
export function readModule(source: string, tensors: ReadonlyMap<string, Tensor>, features: number): Foreign {
  const modules = new Map(
    [...source.matchAll(/^ {8}self\.(\w+) = nn\.(\w+)\((.*)\)$/gm)].map(([, name = '', kind = '', args = '']) => [
      name,
      { type: blockOfClass.get(kind) ?? '', args: args.split(', ') },
    ]),
  );
  const builder = new ForeignBuilder('model.py');
  const input = builder.input('input', features);
  let scaled = false;

  /** @returns the id of the block whose output the method gives back */
  function run(method: string): string {
    const variables = new Map([['x', input]]);
    const [, body = ''] = source.split(`    def ${method}(self, x):\n`);
    for (const [, variable, call = ''] of body.matchAll(/^ {8}(?:(\w+) = |return )(.+)$/gm)) {
      const value = evaluate(call, (name) => {
        const id = variables.get(name);
        if (id === undefined) throw bad(`'${name}' is not set in '${call}'`);
        return id;
      });
      if (variable === undefined) return value;
      variables.set(variable, value);
    }
    throw bad(`'${method}' returns nothing`);
  }

  function evaluate(call: string, value: (name: string) => string): string {
    if (call === '(x - self.input_mean) / self.input_std') {
      scaled = true;
      return value('x');
    }
    const joined = /^torch\.cat\(\[(.+)\], dim=1\)$/.exec(call)?.[1];
    if (joined !== undefined) return builder.block('concat', '', {}, joined.split(', ').map(value));
    if (call.includes(' + ')) return builder.block('add', '', {}, call.split(' + ').map(value));
    const [, name, argument = ''] = /^self\.(\w+)\((.+)\)$/.exec(call) ?? [];
    if (name === undefined) return value(call);
    return apply(name, argument === 'self.logits(x)' ? run('logits') : value(argument));
  }

  function apply(name: string, from: string): string {
    const { type = '', args } = modules.get(name) ?? { args: [] };
    if (type === '') throw bad(`'self.${name}' is no layer`);
    if (type !== 'linear') return builder.block(type, name, paramsOf(type, args), [from]);
    const [weight, bias = null] = [tensors.get(`${name}.weight`), tensors.get(`${name}.bias`)];
    if (weight?.shape.join(', ') !== args.slice(0, 2).reverse().join(', ') || (bias === null) !== args.length > 2) {
      throw bad(`the weights of 'self.${name}' are missing or of another shape`);
    }
    return builder.linear(name, weight, bias, from);
  }

  const last = run('forward');
  const [mean, std] = ['mean', 'std'].map((what) => Array.from(tensors.get(`input_${what}`)?.data ?? [])) as [
    number[],
    number[],
  ];
  return builder.finish(last, { name: '', scaling: scaled ? { mean, std } : null, metadata: {} });
}

/** Of what is written as an argument, only this changes answers. */
function paramsOf(type: string, [first]: readonly string[]): Readonly<Record<string, ParamValue>> {
  return type === 'leakyRelu' ? { negativeSlope: Number(first) } : {};
}

function bad(reason: string): ProblemError {
  return new ProblemError(problem('badModel', { file: 'model.py', format: 'PyTorch', reason }));
}
