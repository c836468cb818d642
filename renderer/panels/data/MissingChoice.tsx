import type { ColumnRule } from '../../../core/data/settings.ts';
import { useT } from '../../i18n/index.ts';

const choices = {
  number: ['mean', 'median', 'drop'],
  oneHot: ['category', 'drop'],
  target: ['drop'],
} as const;

/** What becomes of the rows in which a column holds nothing. */
export function MissingChoice({
  column,
  target,
  rule,
  first,
  onRule,
}: {
  column: string;
  target: boolean;
  rule: ColumnRule;
  /** The column's first cells, told on a hover since the choice stands in their place. */
  first: string;
  onRule(rule: ColumnRule): void;
}) {
  const t = useT();
  const kind = target ? 'target' : rule.encode === 'oneHot' ? 'oneHot' : 'number';
  const value = rule.missing ?? (kind === 'oneHot' ? 'category' : '');
  return (
    <select
      className="field missing-choice"
      data-testid={`data-missing-${column}`}
      aria-label={t('data.missingIn', { column })}
      title={t('data.missingHint', { first })}
      value={value}
      onChange={({ target: { value: missing } }) =>
        onRule({ ...(rule.encode && { encode: rule.encode }), ...(missing && { missing }) } as ColumnRule)
      }
    >
      {kind !== 'oneHot' && <option value="">{t('data.missingRule.none')}</option>}
      {choices[kind].map((choice) => (
        <option key={choice} value={choice}>
          {t(`data.missingRule.${choice}`)}
        </option>
      ))}
    </select>
  );
}
