import type { BlockNode, Graph, Wire } from '../graph/graph.ts';
import { Random } from '../random.ts';

/** A network drawn from a seed: layers, activations, sums and joins over whatever was made so far, then a loss. */
export function randomGraph(seed: number): Graph {
  const random = new Random(seed, 'graph');
  const features = 1 + random.integer(5);
  const blocks: BlockNode[] = [{ id: 'input', type: 'input', params: { features } }];
  const wires: Wire[] = [];
  const made: { port: string; width: number }[] = [{ port: 'input.x', width: features }];
  const pick = <T>(list: readonly T[]) => list[random.integer(list.length)] as T;
  const put = (type: string, params: BlockNode['params'], sources: readonly string[], width: number) => {
    const id = `${type}${blocks.length}`;
    blocks.push({ id, type, params });
    for (const from of sources) wires.push({ from, to: `${id}.x` });
    made.push({ port: `${id}.y`, width });
  };
  const linear = (units: number, from: string) => put('linear', { units, bias: random.integer(4) > 0 }, [from], units);
  linear(1 + random.integer(6), 'input.x');
  const count = 1 + random.integer(8);
  for (let index = 0; index < count; index++) {
    // The latest value most of the time, so that few blocks lead nowhere.
    const from = random.integer(3) > 0 ? (made[made.length - 1] as (typeof made)[number]) : pick(made);
    const kind = pick([
      'linear',
      'relu',
      'leakyRelu',
      'sigmoid',
      'tanh',
      'softmax',
      'dropout',
      'add',
      'concat',
    ] as const);
    const others = made.filter(({ port, width }) => port !== from.port && (kind === 'concat' || width === from.width));
    const joined = [from, ...others.slice(-random.integer(4))];
    if (kind === 'linear') linear(1 + random.integer(6), from.port);
    else if (kind === 'leakyRelu') put(kind, { negativeSlope: pick([0.01, 0.2, 0, 1]) }, [from.port], from.width);
    else if (kind === 'dropout') put(kind, { rate: 0.25 }, [from.port], from.width);
    else if (kind === 'add')
      put(
        kind,
        {},
        joined.map(({ port }) => port),
        from.width,
      );
    else if (kind === 'concat') {
      put(
        kind,
        {},
        joined.map(({ port }) => port),
        joined.reduce((sum, { width }) => sum + width, 0),
      );
    } else put(kind, {}, [from.port], from.width);
  }
  const ending = pick(['softmax', 'logits', 'values'] as const);
  linear(2 + random.integer(3), (made[made.length - 1] as (typeof made)[number]).port);
  const last = made[made.length - 1] as (typeof made)[number];
  if (ending === 'softmax') put('softmax', {}, [last.port], last.width);
  const prediction = (made[made.length - 1] as (typeof made)[number]).port;
  blocks.push({ id: 'loss', type: ending === 'values' ? 'meanSquaredError' : 'crossEntropy', params: {} });
  wires.push({ from: prediction, to: 'loss.prediction' }, { from: 'input.target', to: 'loss.target' });
  return { blocks, wires };
}
