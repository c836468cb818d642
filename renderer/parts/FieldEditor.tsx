import { Minus, Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { checkValue, type Field, type ParamValue } from '../../core/blocks/params.ts';
import type { Problem } from '../../core/problem.ts';
import { problemText, useT, useText } from '../i18n/index.ts';
import { useView } from '../store/view.ts';

interface Props {
  readonly name: string;
  readonly field: Field;
  /** Undefined where several blocks differ. */
  readonly value: ParamValue | undefined;
  readonly problem?: Problem | undefined;
  readonly testId?: string;
  readonly disabled?: boolean;
  onChange(value: ParamValue): void;
}

/** A form row for one field of a registry: bounds, label and help are the field's. */
export function FieldEditor({
  name,
  field,
  value,
  problem,
  testId = `param-${name}`,
  disabled = false,
  onChange,
}: Props) {
  const text = useText();
  const id = useId();
  const language = useView((state) => state.language);
  const label = text(field.label);
  return (
    <div className="field-row">
      <label htmlFor={id} title={text(field.help)}>
        {label}
      </label>
      <Control
        id={id}
        field={field}
        value={value}
        testId={testId}
        label={label}
        invalid={problem !== undefined}
        disabled={disabled}
        onChange={onChange}
      />
      {problem && <p className="field-fault">{problemText(problem, language).message}</p>}
    </div>
  );
}

interface ControlProps {
  readonly id: string;
  readonly field: Field;
  readonly value: ParamValue | undefined;
  readonly testId: string;
  readonly label: string;
  readonly invalid: boolean;
  readonly disabled: boolean;
  onChange(value: ParamValue): void;
}

function Control({ id, field, value, testId, label, invalid, disabled, onChange }: ControlProps) {
  const t = useT();
  const text = useText();
  switch (field.kind) {
    case 'flag':
      return (
        <input
          id={id}
          type="checkbox"
          data-testid={testId}
          checked={value === true}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case 'choice':
      return (
        <select
          id={id}
          className="field"
          data-testid={testId}
          value={String(value ?? '')}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        >
          {value === undefined && <option value="">{t('inspector.mixed')}</option>}
          {Object.entries(field.options).map(([option, optionLabel]) => (
            <option key={option} value={option}>
              {text(optionLabel)}
            </option>
          ))}
        </select>
      );
    default:
      return (
        <NumberInput
          id={id}
          testId={testId}
          label={label}
          value={typeof value === 'number' ? value : undefined}
          step={field.kind === 'integer' ? 1 : field.step}
          accept={(number) => checkValue(field, number, { name: label, param: label }) === null}
          bounds={[field.min, field.max]}
          invalid={invalid}
          disabled={disabled}
          onChange={onChange}
        />
      );
  }
}

interface NumberProps {
  readonly id?: string;
  readonly testId?: string | undefined;
  readonly label: string;
  readonly value: number | undefined;
  readonly step: number;
  readonly accept: (value: number) => boolean;
  readonly bounds: readonly [min: number, max: number];
  readonly invalid?: boolean;
  readonly disabled?: boolean;
  onChange(value: number): void;
}

/**
 * A number that is typed, stepped by buttons or by the arrow keys. A comma counts as a point. What is not allowed is
 * shown as wrong and not taken, until it is left: then the last good value stands again.
 */
export function NumberInput({
  id,
  testId,
  label,
  value,
  step,
  accept,
  bounds: [min, max],
  invalid = false,
  disabled = false,
  onChange,
}: NumberProps) {
  const t = useT();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? (value === undefined ? '' : String(value));
  const parsed = Number(
    shown
      .trim()
      .replace(',', '.')
      .replace(/[０-９．－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)),
  );
  const wrong = draft !== null && (shown.trim() === '' || !accept(parsed));
  const stepBy = (sign: number) => {
    const next = Number(((value ?? 0) + sign * step).toPrecision(12));
    const bounded = Math.min(max, Math.max(min, next));
    setDraft(null);
    if (accept(bounded)) onChange(bounded);
  };
  return (
    <span className="number-input">
      <button
        type="button"
        className="button small icon"
        tabIndex={-1}
        disabled={disabled || (value ?? 0) <= min}
        aria-label={t('inspector.decrease', { name: label })}
        onClick={() => stepBy(-1)}
      >
        <Minus size={12} aria-hidden />
      </button>
      <input
        id={id}
        className="field number"
        data-testid={testId}
        inputMode="decimal"
        autoComplete="off"
        aria-label={id ? undefined : label}
        aria-invalid={wrong || invalid}
        disabled={disabled}
        value={shown}
        placeholder={value === undefined ? t('inspector.mixed') : undefined}
        onChange={(event) => {
          const next = event.target.value;
          setDraft(next);
          const number = Number(next.trim().replace(',', '.'));
          if (next.trim() !== '' && accept(number)) onChange(number);
        }}
        onBlur={() => setDraft(null)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          stepBy(event.key === 'ArrowUp' ? 1 : -1);
        }}
      />
      <button
        type="button"
        className="button small icon"
        tabIndex={-1}
        disabled={disabled || (value ?? 0) >= max}
        aria-label={t('inspector.increase', { name: label })}
        onClick={() => stepBy(1)}
      >
        <Plus size={12} aria-hidden />
      </button>
    </span>
  );
}
