import type { Text } from '../../../core/blocks/params.ts';
import { optimizers } from '../../../core/optimizers/index.ts';
import { schedules } from '../../../core/optimizers/schedule.ts';
import type { Translate } from '../../i18n/index.ts';
import { en } from '../../i18n/sections/runs.ts';
import { penaltyFields, stoppingFields, trainingFields } from '../train/trainingFields.ts';

/** Fields of the registries by the name under which a run keeps their value. */
const fields: Readonly<Record<string, { readonly label: Text }>> = {
  ...trainingFields,
  ...penaltyFields,
  ...prefixed('earlyStopping', [stoppingFields]),
  ...prefixed(
    'optimizer',
    Object.values(optimizers).map(({ params }) => params),
  ),
  ...prefixed(
    'schedule',
    Object.values(schedules).map(({ params }) => params),
  ),
};

function prefixed(prefix: string, groups: readonly Readonly<Record<string, { readonly label: Text }>>[]) {
  return Object.fromEntries(
    groups.flatMap((group) => Object.entries(group).map(([name, field]) => [`${prefix}.${name}`, field] as const)),
  );
}

type Named = keyof typeof en.setting;

/** What a setting is called: by its field, by the catalogue, or by its bare name where it is known to neither. */
export function settingLabel(name: string, t: Translate, text: (text: Text) => string): string {
  const field = fields[name];
  if (field) return text(field.label);
  const key = name.replaceAll('.', '_');
  return Object.hasOwn(en.setting, key) ? t(`runs.setting.${key as Named}`) : name;
}
