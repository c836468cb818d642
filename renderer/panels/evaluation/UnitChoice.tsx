import { ToggleGroup } from 'radix-ui';
import { type Unit, useChartOptions } from '../../charts/options.ts';
import { useT } from '../../i18n/index.ts';

const units: readonly Unit[] = ['bits', 'nats'];

/** What information is measured in: logarithms to base 2, or natural ones. */
export function UnitChoice() {
  const t = useT();
  const unit = useChartOptions((state) => state.unit);
  return (
    <ToggleGroup.Root
      type="single"
      className="switch"
      aria-label={t('evaluation.unit')}
      value={unit}
      onValueChange={(value) => value && useChartOptions.setState({ unit: value as Unit })}
    >
      {units.map((name) => (
        <ToggleGroup.Item
          key={name}
          value={name}
          className="switch-item"
          data-testid={`unit-${name}`}
          title={t(`evaluation.unitHint.${name}`)}
        >
          {t(`evaluation.${name}`)}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
