import { parseArgs } from 'node:util';
import { type Net, netName, nets } from './nets.ts';

export interface Options {
  readonly json: boolean;
  readonly browser: boolean;
  readonly pytorch: boolean;
  readonly nets: readonly Net[];
}

export const usage = `usage: npm run -s bench -- [--json] [--node] [--torch] [--only NET,NET…]
  --json     the rows as JSON, and only they, on stdout
  --node     without the browser
  --torch    with PyTorch, where /usr/bin/python3 has it
  --only     some of ${nets.map(netName).join(', ')}
`;

/** Throws an Error that says what is wrong with the arguments. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      node: { type: 'boolean', default: false },
      torch: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  });
  const wanted = values.only?.split(',').map((name) => name.trim());
  const unknown = wanted?.find((name) => !nets.some((net) => netName(net) === name));
  if (unknown !== undefined) throw new Error(`'${unknown}' is none of the nets`);
  return {
    json: values.json,
    browser: !values.node,
    pytorch: values.torch,
    nets: nets.filter((net) => !wanted || wanted.includes(netName(net))),
  };
}
