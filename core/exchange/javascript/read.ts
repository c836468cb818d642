import type { Plan, Step } from '../../compile/compile.ts';
import { applyScaling, type Scaling } from '../../data/standardize.ts';
import { decodeElements, elementTypes } from '../../formats/elements.ts';
import { ProblemError, problem } from '../../problem.ts';
import { prepare } from '../../runtime/device.ts';
import { sizeOf } from '../../tensor.ts';
import { fromBase64 } from '../base64.ts';
import type { Answering } from '../target.ts';

/**
 * The answers of a module that we wrote: the kernels that stand in its text are run, in the order and on the weights that
 * stand there. An import would run it too, but a page's content security policy forbids code that came after it.
 */
export function readModule(text: string): Answering {
  const constant = <T>(name: string): T => {
    const json = new RegExp(`^(?:export )?const ${name} = (.*);$`, 'm').exec(text)?.[1];
    if (json === undefined) throw bad(`it has no constant '${name}'`);
    return JSON.parse(json) as T;
  };
  const scaling = constant<Scaling | null>('scaling');
  const features = constant<number>('features');
  const answer = constant<string>('answer');
  const weights = Object.entries(constant<Record<string, { shape: number[]; data: string }>>('weights')).map(
    ([name, { shape, data }]) => ({ name, shape, data: numbers(name, shape, data) }),
  );
  return async (x) => {
    const rows = x.shape[0] as number;
    const steps = readSteps(text, rows);
    const plan: Plan = {
      ...{ kind: 'infer', rows, repeat: 1, resident: [], carried: [], scalars: [], steps },
      inputs: [{ name: 'x', shape: [rows, features] }, ...weights.map(({ name, shape }) => ({ name, shape }))],
      results: { answer },
    };
    const executable = prepare(plan, {}, { backend: 'webasm', threads: false });
    const { data } = scaling ? applyScaling(x, scaling) : x;
    const results = await executable.run({
      x: data,
      ...Object.fromEntries(weights.map((one) => [one.name, one.data])),
    });
    await executable.destroy();
    const found = results.answer as Float32Array;
    return { shape: [rows, found.length / rows], data: found };
  };
}

/** The plan's steps, of as many rows as are wanted. */
function readSteps(text: string, rows: number): Step[] {
  const functions = new Map(
    [...text.matchAll(/^function (\w+)(\(([^)]*)\) \{\n[\s\S]*?^\})$/gm)].map(
      ([, name = '', rest = '', names = '']) => [name, { source: `function ${rest}`, parameters: names.split(', ') }],
    ),
  );
  const lines = /^const steps = \[\n([\s\S]*?)^\];$/m.exec(text)?.[1] ?? '';
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, name = '', reads = '', writes = '', columns = ''] =
        /^ {2}\{ kernel: (\w+), reads: (\[.*\]), writes: (".*"), columns: (\w+) \},$/.exec(line) ?? [];
      const kernel = functions.get(name);
      if (!kernel) throw bad(`there is no kernel for '${line.trim()}'`);
      const shape = columns === 'null' ? [rows] : [rows, Number(columns)];
      return {
        ...{ phase: 'forward', blocks: [], kernel: { name, shape, ...kernel } },
        ...{ reads: JSON.parse(reads) as string[], writes: JSON.parse(writes) as string },
      };
    });
}

function numbers(name: string, shape: readonly number[], data: string): Float32Array {
  const bytes = fromBase64(data);
  if (bytes.length !== sizeOf(shape) * 4) throw bad(`'${name}' has ${bytes.length} bytes`);
  return decodeElements(elementTypes.f32, bytes, true);
}

function bad(reason: string): ProblemError {
  return new ProblemError(problem('badModel', { file: 'model.js', format: 'JavaScript', reason }));
}
