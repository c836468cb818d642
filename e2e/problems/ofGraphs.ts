/** What is wrong with a network as it is wired. */
import { chain, dropped, sketch, type Way } from './way.ts';

const input = ['input', 'input'] as const;
const linear = ['linear1', 'linear', { units: 2 }] as const;
const loss = ['loss', 'crossEntropy'] as const;
/** The wires of `sound`. */
const wired = ['input.x > linear1.x', 'linear1.y > loss.prediction', 'input.target > loss.target'] as const;

const graph = (of: Parameters<typeof sketch>[0], by: readonly string[]) => dropped({ graph: sketch(of, by) });
const sum = ['sum', 'add'] as const;
const linear3 = ['linear3', 'linear', { units: 2 }] as const;

export const ofGraphs = {
  badId: {
    reach: graph([input, linear, loss, ['1st', 'relu']], wired),
    place: 'problems',
    en: "The block name '1st' is not allowed.",
    block: '1st',
    fix: 'Call it st_2',
  },
  duplicateId: {
    reach: graph([input, linear, linear, loss], wired),
    place: 'problems',
    en: "Two blocks are named 'linear1'.",
    block: 'linear1',
    fix: 'Call it linear1_2',
  },
  unknownBlock: {
    reach: graph([input, linear, loss, ['wizard', 'wizardry']], wired),
    place: 'problems',
    en: "Block 'wizard' has the unknown type 'wizardry'.",
    block: 'wizard',
    fix: 'Remove wizard',
  },
  unknownParam: {
    reach: graph([input, ['linear1', 'linear', { units: 2, width: 3 }], loss], wired),
    place: 'problems',
    en: "Linear 'linear1' has no parameter 'width'.",
    block: 'linear1',
    fix: "Remove 'width' of linear1",
  },
  paramType: {
    reach: graph([input, ['linear1', 'linear', { units: 'two' }], loss], wired),
    place: 'problems',
    en: `Parameter 'units' of Linear 'linear1' is "two", not a number.`,
    block: 'linear1',
    fix: 'Set Units of linear1 to 8',
    ja: 'Linear「linear1」のパラメータ「units」が正しくありません。現在: "two"、正しくは: 数値。',
  },
  paramRange: {
    reach: graph([input, linear, ['dropout1', 'dropout', { rate: 7 }], loss], [...wired]),
    place: 'problems',
    en: "Parameter 'rate' of Dropout 'dropout1' is 7, outside 0 to 0.99.",
    block: 'dropout1',
    fix: 'Set Rate of dropout1 to 0.99',
  },
  wireEnd: {
    reach: graph([input, linear, loss], [...wired, 'linear1.z > loss.prediction']),
    place: 'problems',
    en: "The wire from 'linear1.z' to 'loss.prediction' names 'linear1.z', which does not exist.",
    block: 'loss',
    fix: 'Remove the wire',
  },
  duplicateWire: {
    reach: graph([input, linear, loss], [...wired, wired[0]]),
    place: 'problems',
    en: "The wire from 'input.x' to 'linear1.x' is there twice.",
    block: 'linear1',
    fix: 'Remove the wire',
  },
  cycle: {
    reach: graph(
      [input, linear, sum, ['relu1', 'relu'], loss],
      ['input.x > sum.x', 'sum.y > relu1.x', 'relu1.y > sum.x', 'sum.y > linear1.x', ...wired.slice(1)],
    ),
    place: 'problems',
    en: 'The wires go in a circle: sum → relu1 → sum.',
    ja: 'ワイヤが循環しています: sum → relu1 → sum。',
    block: 'sum',
    fix: 'Remove the wire',
  },
  unwired: {
    reach: graph([input, linear, loss], wired.slice(1)),
    place: 'problems',
    en: "Nothing is wired into port 'x' of Linear 'linear1'.",
    block: 'linear1',
  },
  portTaken: {
    reach: graph([input, linear, ['relu1', 'relu'], loss], [...wired, 'input.x > relu1.x', 'relu1.y > linear1.x']),
    place: 'problems',
    en: "Port 'x' of Linear 'linear1' has 2 wires (input.x, relu1.y), but takes one.",
    block: 'linear1',
    fix: 'Remove the wire',
  },
  portOccupied: {
    reach: async (user) => {
      await graph([input, linear, ['relu1', 'relu'], loss], [...wired, 'input.x > relu1.x'])(user);
      const { canvas } = user.editor;
      await canvas.fitted();
      await canvas.hold('relu1.y');
      await canvas.moveTo(await canvas.middle(canvas.port('loss.prediction')));
    },
    place: 'pointer',
    en: "Port 'prediction' of CrossEntropy 'loss' already has a wire from 'linear1.y'.",
  },
  addShapes: {
    reach: graph(
      [input, linear, ['linear2', 'linear', { units: 3 }], sum, loss],
      [wired[0], 'input.x > linear2.x', 'linear1.y > sum.x', 'linear2.y > sum.x', 'sum.y > loss.prediction', wired[2]],
    ),
    place: 'problems',
    en: "Add 'sum' gets 2 features from 'linear1' but 3 from 'linear2'.",
    block: 'sum',
    fix: 'Set Units of linear2 to 2',
  },
  addShapesFixed: {
    reach: graph(
      [input, sum, ['relu1', 'relu'], ['both', 'concat'], linear, loss],
      [
        ...['input.x > relu1.x', 'input.x > both.x', 'relu1.y > both.x'],
        ...['input.x > sum.x', 'both.y > sum.x', 'sum.y > linear1.x'],
        ...wired.slice(1),
      ],
    ),
    place: 'problems',
    en: "Add 'sum' gets 2 features from 'input' but 4 from 'both'.",
    block: 'sum',
  },
  targetIntoBlock: {
    reach: graph([input, linear, loss], ['input.target > linear1.x', ...wired.slice(1)]),
    place: 'problems',
    en: "Linear 'linear1' gets the target of 'input' as its input.",
    block: 'linear1',
    fix: 'Remove the wire',
  },
  notTarget: {
    reach: graph([input, linear, loss], [...wired.slice(0, 2), 'input.x > loss.target']),
    place: 'problems',
    en: "The 'target' port of CrossEntropy 'loss' gets 'input', which is no target.",
    block: 'loss',
    fix: 'Remove the wire',
  },
  lossNotLast: {
    reach: graph([input, linear, loss, ['relu1', 'relu']], [...wired, 'loss.y > relu1.x']),
    place: 'problems',
    en: "ReLU 'relu1' gets the loss 'loss' as its input.",
    block: 'relu1',
    fix: 'Remove the wire',
  },
  needsProbabilities: {
    reach: graph([input, linear, ['loss', 'crossEntropy', { from: 'probabilities' }]], wired),
    place: 'problems',
    en: "CrossEntropy 'loss' takes probabilities, but 'linear1' gives numbers without bounds.",
    block: 'loss',
    fix: 'Set Prediction is of loss to auto',
  },
  noInput: {
    reach: graph([linear, loss], ['linear1.y > loss.prediction']),
    place: 'problems',
    en: 'The network has no Input block.',
    ja: 'ネットワークに Input ブロックがありません。',
    fix: 'Add Input',
  },
  severalInputs: {
    reach: graph([input, linear, loss, ['input2', 'input']], wired),
    place: 'problems',
    en: 'The network has 2 Input blocks: input, input2.',
    block: 'input2',
    fix: 'Remove input2',
  },
  noLoss: {
    reach: graph([input, linear], wired.slice(0, 1)),
    place: 'problems',
    en: 'The network has no loss block, so it cannot be trained.',
    fix: 'Add CrossEntropy',
  },
  severalLosses: {
    reach: graph(
      [input, linear, loss, ['loss2', 'meanSquaredError']],
      [...wired, 'linear1.y > loss2.prediction', 'input.target > loss2.target'],
    ),
    place: 'problems',
    en: 'The network has 2 loss blocks: loss, loss2.',
    block: 'loss2',
    fix: 'Remove loss2',
  },
  unusedBlock: {
    reach: graph([input, linear, ['relu1', 'relu'], loss], [...wired, 'linear1.y > relu1.x']),
    place: 'problems',
    en: "ReLU 'relu1' does not lead to the loss.",
    block: 'relu1',
    fix: 'Remove relu1',
  },
  noWeights: {
    reach: dropped({ graph: chain(2, [['softmax', 'softmax']], loss) }),
    place: 'problems',
    en: 'The network has nothing to train: no block before the loss has weights.',
    block: 'loss',
  },
  tooLarge: {
    reach: graph(
      [input, ['linear1', 'linear', { units: 1_000_000 }], ['linear2', 'linear', { units: 1_000_000 }], linear3, loss],
      [wired[0], 'linear1.y > linear2.x', 'linear2.y > linear3.x', 'linear3.y > loss.prediction', wired[2]],
    ),
    place: 'problems',
    en: 'The network needs about 3.64 TB of memory (1000006000002 parameters), more than the 2 GB a page may use.',
    block: 'linear2',
  },
} as const satisfies Record<string, Way>;
