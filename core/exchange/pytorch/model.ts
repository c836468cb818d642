import type { Initialiser } from '../../blocks/block.ts';
import { pytorchInit } from '../../blocks/initialisers.ts';
import type { InferredBlock } from '../../graph/infer.ts';
import { gives, takes } from '../describe.ts';
import type { Portable } from '../portable.ts';
import { docText, pythonNames } from './names.ts';

/** `model.py`: the network as an `nn.Module` that reads as a person would write it, and `load()`. */
export function modelSource(portable: Portable): string {
  const { network, scaling, name } = portable;
  const writer = new ModuleWriter(portable);
  const last = network.prediction;
  const layers = network.blocks.filter(({ node }) => node.type !== 'input');
  const splits = hasLogits(portable);
  const body = writer.body(splits ? layers.filter((block) => block !== last) : layers);
  const forward = splits
    ? [
        ...method('logits', 'The logits, which a softmax makes probabilities of.', body),
        '',
        ...method('forward', `${gives(portable)}.`, [`return ${writer.call(last, ['self.logits(x)'])}`]),
      ]
    : method('forward', `${gives(portable)}.`, body);
  const code = [
    'class Model(nn.Module):',
    `    """Takes [rows, ${network.input.features}] (${docText(takes(portable))}), gives [rows, ${last.features}]."""`,
    '',
    '    def __init__(self):',
    '        super().__init__()',
    ...(scaling ? indent(scalingLines(network.input.features as number), 8) : []),
    ...indent(
      layers.flatMap((block) => writer.module(block)),
      8,
    ),
    ...indent(
      layers.flatMap((block) => writer.initialisation(block)),
      8,
    ),
    '',
    ...forward,
  ];
  const needsTorch = code.some((line) => /\btorch\./.test(line));
  return `${[
    `"""${docText(name || 'A network')}, made with Gradwire."""`,
    '',
    'from pathlib import Path',
    '',
    ...(needsTorch ? ['import torch'] : []),
    'from torch import nn',
    '',
    'from tensors import load_file',
    '',
    '',
    ...code,
    '',
    '',
    'def load(file=Path(__file__).with_name("weights.safetensors")):',
    '    """The model with the weights of a file, by default the exported ones, ready to predict."""',
    '    model = Model()',
    '    model.load_state_dict(load_file(file))',
    '    return model.eval()',
  ].join('\n')}\n`;
}

/** Whether the network ends in a Softmax, so that training can go by the logits before it. */
export function hasLogits({ answer, network }: Portable): boolean {
  return answer === 'probabilities' && network.prediction.node.type === 'softmax';
}

function method(name: string, doc: string, lines: readonly string[]): string[] {
  const text = doc.charAt(0).toUpperCase() + doc.slice(1);
  return indent([`def ${name}(self, x):`, `    """${docText(text)}"""`, ...indent(lines, 4)], 4);
}

/** The numbers lie in the weights file, beside the weights. */
function scalingLines(features: number): string[] {
  return ['mean', 'std'].map((what) => `self.register_buffer("input_${what}", torch.zeros(${features}))`);
}

export function indent(lines: readonly string[], spaces: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(spaces) + line));
}

class ModuleWriter {
  readonly #portable: Portable;
  readonly #names: ReadonlyMap<string, string>;
  readonly #variables = new Map<string, string>();
  /** How many wires leave each block to layers that are not written yet. */
  readonly #unread = new Map<string, number>();

  constructor(portable: Portable) {
    this.#portable = portable;
    this.#names = pythonNames(portable.network);
    for (const { block } of portable.network.blocks.flatMap(({ inputs }) => inputs.x ?? [])) {
      this.#unread.set(block, (this.#unread.get(block) ?? 0) + 1);
    }
    this.#variables.set(portable.network.input.node.id, 'x');
  }

  module(inferred: InferredBlock): string[] {
    const line = inferred.block.mapping.pytorchModule?.(this.#context(inferred));
    return line === undefined ? [] : [`self.${this.#names.get(inferred.node.id)} = ${line}`];
  }

  /** What brings the first weights where they are not PyTorch's own. */
  initialisation({ node, weights }: InferredBlock): string[] {
    return weights.flatMap(({ name, shape, init }: { name: string; shape: readonly number[]; init: Initialiser }) => {
      const weight = `self.${this.#names.get(node.id)}.${name}`;
      const line = init === 'torch' ? null : shape.length > 1 ? pytorchInit[init](weight) : `nn.init.zeros_(${weight})`;
      return line === null ? [] : [line];
    });
  }

  /**
   * A line a layer, the last one behind `return`. As by hand, a chain goes on in its variable, and `x` is taken again as
   * soon as nobody reads what it holds.
   */
  body(layers: readonly InferredBlock[]): string[] {
    const scaled = this.#portable.scaling ? ['x = (x - self.input_mean) / self.input_std'] : [];
    const lines = layers.map((inferred) => this.#line(inferred));
    const result = lines.pop()?.call ?? 'x';
    // A sum of one value is that value.
    const assignments = lines.filter(({ variable, call }) => variable !== call);
    return [...scaled, ...assignments.map(({ variable, call }) => `${variable} = ${call}`), `return ${result}`];
  }

  #line(inferred: InferredBlock): { variable: string; call: string } {
    const { node, inputs } = inferred;
    const sources = (inputs.x ?? []).map(({ block }) => block);
    const variables = sources.map((id) => this.#variables.get(id) as string);
    for (const id of sources) this.#unread.set(id, (this.#unread.get(id) as number) - 1);
    const free = variables.filter((_, index) => this.#unread.get(sources[index] as string) === 0);
    const again = sources.length === 1 ? free[0] : free.find((name) => name === 'x');
    const variable = again ?? (this.#names.get(node.id) as string);
    this.#variables.set(node.id, variable);
    return { variable, call: this.call(inferred, variables) };
  }

  call(inferred: InferredBlock, x: readonly string[]): string {
    return inferred.block.mapping.pytorchCall({
      ...this.#context(inferred),
      sourceType: () => undefined,
      targetKind: null,
      self: `self.${this.#names.get(inferred.node.id)}`,
      x,
    });
  }

  #context({ params, inputs, features }: InferredBlock) {
    return { params, inFeatures: inputs.x?.[0]?.features ?? 0, outFeatures: features ?? 0 };
  }
}
