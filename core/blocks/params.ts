import { type Problem, problem } from '../problem.ts';

/** A sentence in both of the app's languages. */
export interface Text {
  readonly en: string;
  readonly ja: string;
}

interface Labelled {
  readonly label: Text;
  readonly help: Text;
}

/** A whole number within bounds, both included. */
export interface IntegerField extends Labelled {
  readonly kind: 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** A finite number within bounds, both included. */
export interface NumberField extends Labelled {
  readonly kind: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** One of a few names; `options` gives each its label. */
export interface ChoiceField<Option extends string = string> extends Labelled {
  readonly kind: 'choice';
  readonly default: Option;
  readonly options: Readonly<Record<Option, Text>>;
}

export interface FlagField extends Labelled {
  readonly kind: 'flag';
  readonly default: boolean;
}

export type Field = IntegerField | NumberField | ChoiceField | FlagField;
export type Fields = Readonly<Record<string, Field>>;

export type ParamValue = number | string | boolean;

/** The values that belong to a set of fields; of fields that are not known by name, any value a param may have. */
export type Values<F extends Fields> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

type ValueOf<F extends Field> = Field extends F
  ? ParamValue
  : F extends ChoiceField<infer Option>
    ? Option
    : F extends FlagField
      ? boolean
      : number;

export const integer = (field: Omit<IntegerField, 'kind'>): IntegerField => ({ kind: 'integer', ...field });
export const number = (field: Omit<NumberField, 'kind'>): NumberField => ({ kind: 'number', ...field });
export const flag = (field: Omit<FlagField, 'kind'>): FlagField => ({ kind: 'flag', ...field });
export const choice = <Option extends string>(field: Omit<ChoiceField<Option>, 'kind'>): ChoiceField<Option> => ({
  kind: 'choice',
  ...field,
});

/** What is wrong with one value, or null. `name` is how messages call its owner ("Linear 'linear1'"). */
export function checkValue(
  field: Field,
  value: unknown,
  place: { name: string; param: string; block?: string },
): Problem | null {
  const mend = (right: ParamValue) =>
    place.block && { fix: { kind: 'setParam', block: place.block, param: place.param, value: right } as const };
  const wrongType = (expected: string) => {
    const details = { name: place.name, param: place.param, found: show(value), expected };
    return problem('paramType', details, { ...place, ...mend(field.default) });
  };
  switch (field.kind) {
    case 'flag':
      return typeof value === 'boolean' ? null : wrongType('true or false');
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(field.options, value)
        ? null
        : wrongType(`one of ${Object.keys(field.options).join(', ')}`);
    default: {
      if (typeof value !== 'number' || !Number.isFinite(value)) return wrongType('a number');
      if (field.kind === 'integer' && !Number.isInteger(value)) return wrongType('a whole number');
      if (value >= field.min && value <= field.max) return null;
      const details = { name: place.name, param: place.param, value, min: field.min, max: field.max };
      const nearest = Math.min(Math.max(value, field.min), field.max);
      return problem('paramRange', details, { ...place, ...mend(nearest) });
    }
  }
}

/** The given values with every missing one set to its default. The values must have passed `checkValue`. */
export function withDefaults<F extends Fields>(fields: F, given: Readonly<Record<string, unknown>>): Values<F> {
  const entries = Object.entries(fields).map(([name, field]) => [name, given[name] ?? field.default]);
  return Object.fromEntries(entries) as Values<F>;
}

/** A value as messages quote it: JSON, cut to a line's length. */
export function show(value: unknown): string {
  const text = value === undefined ? 'missing' : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
