import type { TensorRef } from '../../core/blocks/explain.ts';
import type { Translate } from '../i18n/index.ts';

/** What the rows and columns of a tensor are, in words. */
export function axesOf(ref: TensorRef, t: Translate): [rows: string, columns: string] {
  switch (ref.of) {
    case 'weight':
    case 'weightGradient':
      return [t('step.inputsAxis'), t('step.unitsAxis')];
    default:
      return [t('step.samplesAxis'), t('step.featuresAxis')];
  }
}

/** What a tensor is called where formulas are not read. */
export function spokenName(ref: TensorRef, t: Translate): string {
  const name = 'port' in ref ? ref.port : 'name' in ref ? ref.name : '';
  return t(`step.tensor.${ref.of}`, { name });
}

/** Whether a tensor has a row a sample. */
export function hasSamples(ref: TensorRef): boolean {
  return ref.of !== 'weight' && ref.of !== 'weightGradient';
}
