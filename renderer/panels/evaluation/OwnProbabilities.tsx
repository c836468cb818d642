import { useState } from 'react';
import { logProbabilities } from '../../../core/train/metrics/information.ts';
import { rowInformation } from '../../../core/train/metrics/rowInformation.ts';
import { useClassName } from '../../charts/className.ts';
import type { PredictionRow } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { NumberInput } from '../../parts/FieldEditor.tsx';
import { format } from '../../parts/number.ts';
import { useData } from '../../store/data.ts';
import { InformationView } from './InformationView.tsx';
import { targetOf } from './targets.ts';

/** Without a network to take them from. */
const CLASSES = 3;
/** More numbers than this are not typed by hand. */
const MOST_CLASSES = 40;
/** How far from 1 typed probabilities may add up to. */
const TOLERANCE = 0.002;

/** Probabilities and targets typed by hand, to see what becomes of the quantities. They begin as those of the row. */
export function OwnProbabilities({ from }: { from: PredictionRow | null }) {
  const t = useT();
  const nameOf = useClassName();
  const named = useData((state) => state.summary?.classes?.length);
  const [own, setOwn] = useState(() => beginning(from, named ?? CLASSES));
  const field = (name: 'p' | 't') => (index: number) => (
    <NumberInput
      testId={`own-${name}-${index}`}
      label={t(`evaluation.${name === 'p' ? 'probabilityOf' : 'targetOf'}`, { name: nameOf(index) })}
      value={own[name][index] ?? 0}
      step={0.05}
      bounds={[0, 1]}
      accept={(value) => value >= 0 && value <= 1}
      onChange={(value) => setOwn({ ...own, [name]: own[name].map((old, at) => (at === index ? value : old)) })}
    />
  );
  const sums = { p: sum(own.p), t: sum(own.t) };
  const wrong = (['p', 't'] as const).filter((name) => Math.abs(sums[name] - 1) > TOLERANCE);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <div className="scroll information own" role="region" aria-label={t('evaluation.own')} tabIndex={0}>
      <div className="row wrap">
        <p className="soft small grow">{t('evaluation.ownHint')}</p>
        <span className="soft small">{t('evaluation.ownClasses')}</span>
        <NumberInput
          testId="own-classes"
          label={t('evaluation.ownClasses')}
          value={own.p.length}
          step={1}
          bounds={[2, MOST_CLASSES]}
          accept={(value) => Number.isInteger(value) && value >= 2 && value <= MOST_CLASSES}
          onChange={(count) => setOwn({ p: resized(own.p, count), t: resized(own.t, count) })}
        />
      </div>
      {wrong.map((name) => (
        <p key={name} className="row small own-sum" role="status">
          <span>{t(`evaluation.sum.${name}`, { sum: format(sums[name]) })}</span>
          <button
            type="button"
            className="button small"
            disabled={sums[name] === 0}
            onClick={() => setOwn({ ...own, [name]: own[name].map((value) => rounded(value / sums[name])) })}
          >
            {t('evaluation.divide')}
          </button>
        </p>
      ))}
      <InformationView of={rowInformation(logProbabilities(own.p), own.t)} edit={{ p: field('p'), t: field('t') }} />
    </div>
  );
}

function beginning(from: PredictionRow | null, classes: number): { p: readonly number[]; t: readonly number[] } {
  const count = Math.min(MOST_CLASSES, from?.probabilities?.length ?? classes);
  const p =
    from?.probabilities?.slice(0, count).map(rounded) ?? Array.from({ length: count }, () => rounded(1 / count));
  const t = from?.probabilities
    ? targetOf(from, from.probabilities.length).slice(0, count)
    : p.map((_, at) => (at === 0 ? 1 : 0));
  return { p, t };
}

function resized(values: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, index) => values[index] ?? 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
