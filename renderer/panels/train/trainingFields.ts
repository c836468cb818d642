import { type Fields, flag, integer, number, type Text } from '../../../core/blocks/params.ts';
import { schedules } from '../../../core/optimizers/schedule.ts';
import type { TrainingSettings } from '../../../core/train/settings.ts';
import { en, ja } from '../../i18n/sections/train.ts';

type FieldName = keyof typeof en.field;

const texts = (name: FieldName): { label: Text; help: Text } => ({
  label: { en: en.field[name], ja: ja.field[name] },
  help: { en: en.help[name], ja: ja.help[name] },
});

/** The settings that belong to no optimizer, with the bounds that the project file has. */
export const trainingFields = {
  batchSize: integer({ default: 16, min: 1, max: 1_000_000, ...texts('batchSize') }),
  epochs: integer({ default: 60, min: 0, max: 1_000_000, ...texts('epochs') }),
  seed: integer({ default: 1, min: 0, max: 0xffffffff, ...texts('seed') }),
  shuffle: flag({ default: true, ...texts('shuffle') }),
} as const satisfies Fields;

/** Settings that are absent where they are zero. */
export const penaltyFields = {
  l1: number({ default: 0, min: 0, max: 1000, step: 0.001, ...texts('l1') }),
  l2: number({ default: 0, min: 0, max: 1000, step: 0.001, ...texts('l2') }),
  clipNorm: number({ default: 0, min: 0, max: 1e9, step: 0.5, ...texts('clipNorm') }),
} as const satisfies Fields;

export const stoppingFields = {
  patience: integer({ default: 5, min: 1, max: 1_000_000, ...texts('patience') }),
  minDelta: number({ default: 0, min: 0, max: 1000, step: 0.001, ...texts('minDelta') }),
} as const satisfies Fields;

export const stoppingFlag = flag({ default: false, ...texts('earlyStopping') });

/** Rates to choose from with the slider, those of TensorFlow Playground among them. */
export const rateStops: readonly number[] = [
  1e-5, 3e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10,
] as const;

/** The stop that lies nearest to a rate, by their ratio. */
export function nearestStop(rate: number): number {
  const distance = (stop: number) => Math.abs(Math.log(Math.max(rate, 1e-12) / stop));
  return rateStops.reduce((best, stop, index) => {
    return distance(stop) < distance(rateStops[best] as number) ? index : best;
  }, 0);
}

/** A penalty or a limit; zero takes it away. */
export function withPenalty(
  training: TrainingSettings,
  name: keyof typeof penaltyFields,
  value: number,
): TrainingSettings {
  return { ...training, [name]: value === 0 ? undefined : value };
}

/** A schedule with one of its values set; the plain constant rate is no schedule at all. */
export function withSchedule(training: TrainingSettings, change: Readonly<Record<string, unknown>>): TrainingSettings {
  const { type = 'constant', ...given } = { ...training.schedule, ...change };
  const known = schedules[type as keyof typeof schedules];
  const values = Object.entries(known.params).map(([name, field]) => [
    name,
    (given as Record<string, unknown>)[name] ?? field.default,
  ]);
  const schedule = { type: known.type as keyof typeof schedules, ...Object.fromEntries(values) };
  return { ...training, schedule: schedule.type === 'constant' && schedule.warmup === 0 ? undefined : schedule };
}
