import { type Fields, integer, number, type Text, type Values } from '../blocks/params.ts';

/** A learning rate over time. The rate changes between epochs, as PyTorch's schedulers do when stepped once an epoch. */
export interface Schedule<F extends Fields = Fields> {
  readonly type: string;
  readonly title: Text;
  readonly params: F;
  /** The rate of an epoch, counted from 0. `epochs` is how many the run is to have. */
  readonly rate: (params: Values<F>, base: number, epoch: number, epochs: number) => number;
  /** The same in Python, of the names `base`, `epoch` and `epochs`. */
  readonly pytorch: (params: Values<F>) => string;
}

const schedule = <const F extends Fields>(definition: Schedule<F>): Schedule<F> => definition;

const warmup = integer({
  default: 0,
  min: 0,
  max: 1_000_000,
  label: { en: 'Warm-up steps', ja: 'ウォームアップのステップ数' },
  help: { en: 'Steps over which the rate rises from zero.', ja: '学習率を 0 から徐々に上げるステップ数です。' },
});

const gamma = (initial: number) =>
  number({
    default: initial,
    min: 0,
    max: 1,
    step: 0.01,
    label: { en: 'Gamma', ja: 'ガンマ' },
    help: { en: 'What the rate is multiplied by.', ja: '学習率に掛ける値です。' },
  });

export const schedules = {
  constant: schedule({
    type: 'constant',
    title: { en: 'Constant', ja: '一定' },
    params: { warmup },
    rate: (_, base) => base,
    pytorch: () => 'base',
  }),
  step: schedule({
    type: 'step',
    title: { en: 'Step', ja: '段階' },
    params: {
      warmup,
      stepSize: integer({
        default: 10,
        min: 1,
        max: 1_000_000,
        label: { en: 'Every … epochs', ja: '間隔 (エポック)' },
        help: { en: 'Epochs between two drops of the rate.', ja: '学習率を下げる間隔です。' },
      }),
      gamma: gamma(0.1),
    },
    rate: (params, base, epoch) => base * params.gamma ** Math.floor(epoch / params.stepSize),
    pytorch: ({ gamma: factor, stepSize }) => `base * ${factor} ** (epoch // ${stepSize})`,
  }),
  exponential: schedule({
    type: 'exponential',
    title: { en: 'Exponential', ja: '指数' },
    params: { warmup, gamma: gamma(0.95) },
    rate: (params, base, epoch) => base * params.gamma ** epoch,
    pytorch: ({ gamma: factor }) => `base * ${factor} ** epoch`,
  }),
  cosine: schedule({
    type: 'cosine',
    title: { en: 'Cosine', ja: 'コサイン' },
    params: {
      warmup,
      etaMin: number({
        default: 0,
        min: 0,
        max: 1000,
        step: 0.0001,
        label: { en: 'Lowest rate', ja: '最小の学習率' },
        help: {
          en: 'What the curve comes down to by the end of the last epoch.',
          ja: '最後のエポックが終わるときの学習率です。',
        },
      }),
    },
    rate: ({ etaMin }, base, epoch, epochs) =>
      etaMin + ((base - etaMin) * (1 + Math.cos((Math.PI * Math.min(epoch, epochs)) / epochs))) / 2,
    pytorch: ({ etaMin }) => `${etaMin} + (base - ${etaMin}) * (1 + math.cos(math.pi * epoch / epochs)) / 2`,
  }),
} as const;

export type ScheduleType = keyof typeof schedules;

type ScheduleSettings = { readonly type: ScheduleType } & Readonly<Record<string, unknown>>;

/** A schedule with values for all its params. */
function resolve(settings: ScheduleSettings): { schedule: Schedule; values: Values<Fields> } {
  const schedule = schedules[settings.type] as unknown as Schedule;
  const entries = Object.entries(schedule.params).map(([name, field]) => [name, settings[name] ?? field.default]);
  return { schedule, values: Object.fromEntries(entries) as Values<Fields> };
}

/** The learning rate of a step: the schedule's rate of its epoch, scaled up linearly while the run warms up. */
export function learningRateAt(
  settings: ScheduleSettings,
  base: number,
  at: { readonly epoch: number; readonly epochs: number; readonly step: number },
): number {
  const { schedule, values } = resolve(settings);
  const warm = values.warmup as number;
  const scale = at.step < warm ? (at.step + 1) / warm : 1;
  return scale * schedule.rate(values, base, at.epoch, at.epochs);
}

/** The rate of an epoch as a Python expression, and the steps over which it rises to that. */
export function pytorchRate(settings: ScheduleSettings): { readonly expression: string; readonly warmup: number } {
  const { schedule, values } = resolve(settings);
  return { expression: schedule.pytorch(values), warmup: values.warmup as number };
}
