import {
  checkValue,
  type Field,
  type Fields,
  type ParamValue,
  type Text,
  withDefaults,
} from '../../../core/blocks/params.ts';
import { type OptimizerType, optimizerOf, optimizers } from '../../../core/optimizers/index.ts';
import { type Schedule, type ScheduleType, schedules } from '../../../core/optimizers/schedule.ts';
import type { TrainingSettings } from '../../../core/train/settings.ts';
import { useT, useText } from '../../i18n/index.ts';
import { en, ja } from '../../i18n/sections/train.ts';
import { FieldEditor } from '../../parts/FieldEditor.tsx';
import { useDocument } from '../../store/document.ts';
import { PaceChoice } from './PaceChoice.tsx';
import { RateSlider } from './RateSlider.tsx';
import {
  penaltyFields,
  stoppingFields,
  stoppingFlag,
  trainingFields,
  withPenalty,
  withSchedule,
} from './trainingFields.ts';

const settingFields: Fields = { ...trainingFields, ...penaltyFields, ...stoppingFields, earlyStopping: stoppingFlag };
const choiceLabels: Readonly<Record<string, Text>> = {
  optimizer: { en: en.optimizer, ja: ja.optimizer },
  schedule: { en: en.scheduleType, ja: ja.scheduleType },
};

/**
 * How the network is trained. Which fields there are is said by the registries of optimizers and schedules. Everything
 * may be changed while a training runs: it goes on from the weights it has.
 */
export function TrainingForm() {
  const t = useT();
  const text = useText();
  const training = useDocument((state) => state.training);
  const { optimizer, schedule, earlyStopping } = training;
  const rule = optimizerOf(optimizer.type);
  const pattern: Schedule = schedules[schedule?.type ?? 'constant'] as unknown as Schedule;
  const edit = (name: string, next: TrainingSettings) => {
    const detail = choiceLabels[name] ?? { ...settingFields, ...rule?.params, ...pattern.params }[name]?.label ?? name;
    useDocument.getState().edit({ key: 'setTraining', detail }, { training: next }, { gesture: `train ${name}` });
  };

  const setOptimizer = (name: string, value: ParamValue) =>
    edit(name, { ...training, optimizer: { ...optimizer, [name]: value } });
  const { learningRate, ...others } = rule?.params ?? {};

  return (
    <form className="train-form scroll" aria-label={t('train.settings')} onSubmit={(event) => event.preventDefault()}>
      <PaceChoice />
      <Choice
        name="optimizer"
        label={t('train.optimizer')}
        help={rule ? text(rule.docs) : ''}
        value={optimizer.type}
        options={Object.values(optimizers).map(({ type, title }) => [type, title])}
        onChange={(type) => {
          const known = optimizers[type as OptimizerType];
          const next = { type: type as OptimizerType, ...withDefaults(known.params as Fields, {}) };
          edit('optimizer', { ...training, optimizer: next as TrainingSettings['optimizer'] });
        }}
      />
      {learningRate && (
        <>
          <Row name="learningRate" field={learningRate} value={optimizer.learningRate} onChange={setOptimizer} />
          <RateSlider rate={optimizer.learningRate} onChange={(value) => setOptimizer('learningRate', value)} />
        </>
      )}
      {Object.entries(trainingFields).map(([name, field]) => (
        <Row
          key={name}
          name={name}
          field={field}
          value={training[name as keyof typeof trainingFields]}
          onChange={(_, value) => edit(name, { ...training, [name]: value })}
        />
      ))}
      <h3>{rule?.title ?? optimizer.type}</h3>
      {Object.entries(others).map(([name, field]) => (
        <Row key={name} name={name} field={field} value={optimizer[name] ?? field.default} onChange={setOptimizer} />
      ))}
      <h3>{t('train.schedule')}</h3>
      <Choice
        name="schedule"
        label={t('train.scheduleType')}
        help={t('train.scheduleHelp')}
        value={pattern.type}
        options={Object.entries(schedules).map(([type, { title }]) => [type, text(title)])}
        onChange={(type) => edit('schedule', withSchedule(training, { type: type as ScheduleType }))}
      />
      {Object.entries(pattern.params).map(([name, field]) => (
        <Row
          key={name}
          name={name}
          field={field}
          value={(schedule?.[name] as ParamValue | undefined) ?? field.default}
          onChange={(_, value) => edit(name, withSchedule(training, { [name]: value }))}
        />
      ))}
      <h3>{t('train.regularization')}</h3>
      {Object.entries(penaltyFields).map(([name, field]) => (
        <Row
          key={name}
          name={name}
          field={field}
          value={training[name as keyof typeof penaltyFields] ?? 0}
          onChange={(_, value) => edit(name, withPenalty(training, name as keyof typeof penaltyFields, Number(value)))}
        />
      ))}
      <h3>{t('train.stopping')}</h3>
      <Row
        name="earlyStopping"
        field={stoppingFlag}
        value={earlyStopping !== undefined}
        onChange={(name, on) =>
          edit(name, { ...training, earlyStopping: on ? withDefaults(stoppingFields, {}) : undefined })
        }
      />
      {earlyStopping &&
        Object.entries(stoppingFields).map(([name, field]) => (
          <Row
            key={name}
            name={name}
            field={field}
            value={earlyStopping[name as keyof typeof stoppingFields]}
            onChange={(_, value) => edit(name, { ...training, earlyStopping: { ...earlyStopping, [name]: value } })}
          />
        ))}
    </form>
  );
}

interface RowProps {
  readonly name: string;
  readonly field: Field;
  readonly value: ParamValue;
  onChange(name: string, value: ParamValue): void;
}

/** One setting. A project file may hold a value that the form would not have let in: it is shown as wrong. */
function Row({ name, field, value, onChange }: RowProps) {
  const problem = checkValue(field, value, { name, param: name }) ?? undefined;
  return (
    <FieldEditor name={name} field={field} value={value} problem={problem} onChange={(next) => onChange(name, next)} />
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  onChange(value: string): void;
}

function Choice({ name, label, help, value, options, onChange }: ChoiceProps) {
  return (
    <label className="field-row" title={help}>
      <span className="soft small">{label}</span>
      <select
        className="field"
        data-testid={`param-${name}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map(([option, title]) => (
          <option key={option} value={option}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
