import { useId } from 'react';
import { addressOf, addressParts } from '../../../core/data/address.ts';
import type { FileContents } from '../../../core/data/contents.ts';
import { guessSettings, guessSource } from '../../../core/data/guess.ts';
import type { ArraysSource } from '../../../core/data/settings.ts';
import { problem } from '../../../core/problem.ts';
import { plainFeatures, setSource, takeFile } from '../../commands/data.ts';
import type { GivenFile } from '../../commands/dataFiles.ts';
import { type Look, useContents } from '../../engine/contents.ts';
import { useT } from '../../i18n/index.ts';
import { NumberInput } from '../../parts/FieldEditor.tsx';
import { useDataView, useSource } from '../../store/dataView.ts';
import { notifyProblems } from '../../store/notice.ts';
import { FileField } from './FileField.tsx';
import { PartChoice } from './PartChoice.tsx';
import { UseAgain } from './UseAgain.tsx';

const presets = [
  { key: 'data.scaleOne', value: 1 },
  { key: 'data.scaleByte', value: 1 / 255 },
] as const;

/** Data of array files: one for the features, one for the target, or two arrays of one file. */
export function ArraysForm() {
  const t = useT();
  const part = useDataView((state) => state.part);
  const source = useSource('arrays');
  const xPath = source && addressParts(source.x).path;
  const targetPath = source?.target === undefined ? null : addressParts(source.target).path;
  const look = useContents(xPath);
  const targetLook = useContents(targetPath);
  const contents = contentsOf(look);
  const change = (next: ArraysSource) => setSource(part, next, plainFeatures(next, contents));
  const onX = ({ path, contents: found }: GivenFile) => {
    const guess = guessSource(path, found, part === 'train' ? null : source);
    if (guess.kind !== 'arrays' || (part === 'train' && (!source || guess.target !== undefined))) {
      takeFile(path, found);
      return;
    }
    // A file of nothing but features leaves the target where it was.
    const target = guess.target ?? source?.target;
    setSource(part, { ...guess, ...(target !== undefined && { target }) }, plainFeatures(guess, found));
  };
  const onTarget = ({ path, contents: found }: GivenFile) => {
    const guess = guessSettings(path, found).source;
    if (guess.kind === 'arrays') {
      if (source) change({ ...source, target: guess.target ?? guess.x });
      return;
    }
    notifyProblems([problem('fileFormat', { file: path, expected: 'an array in npy, npz, idx or safetensors' })]);
  };
  return (
    <>
      <PartChoice />
      {!source && <p className="soft small">{t('data.noArrays')}</p>}
      {source && <h3>{t('data.x')}</h3>}
      <FileField label={t('data.x')} path={xPath} look={look} testId="data-x" onFile={onX} />
      {!source && <p className="faint small">{t('data.drop')}</p>}
      {source && (
        <>
          <ArrayChoice
            address={source.x}
            look={look}
            testId="data-x-array"
            onChange={(x) => change({ ...source, x })}
          />
          <Scale source={source} onChange={change} />
          <h3>{t('data.target')}</h3>
          <FileField label={t('data.target')} path={targetPath} look={targetLook} testId="data-y" onFile={onTarget} />
          {source.target !== undefined && (
            <ArrayChoice
              address={source.target}
              look={targetLook}
              testId="data-y-array"
              onChange={(target) => change({ ...source, target })}
            />
          )}
        </>
      )}
      <UseAgain kind="arrays" />
    </>
  );
}

function contentsOf(look: Look | null): FileContents | null {
  return look?.kind === 'known' ? look.contents : null;
}

/** Which array of a file: a choice where there are several, else what the one is. */
function ArrayChoice({
  address,
  look,
  testId,
  onChange,
}: {
  address: string;
  look: Look | null;
  testId: string;
  onChange(address: string): void;
}) {
  const t = useT();
  const { path, key } = addressParts(address);
  const contents = contentsOf(look);
  if (contents?.kind !== 'arrays') return null;
  const text = (array: (typeof contents.arrays)[number]) =>
    t('data.arrayShape', { key: array.key, shape: array.shape.join(' × ') }).trim();
  if (contents.arrays.length === 1 && contents.arrays[0]) {
    return <p className="number small soft">{text(contents.arrays[0])}</p>;
  }
  const known = contents.arrays.some((array) => array.key === key);
  return (
    <select
      className="field number"
      aria-label={t('data.array')}
      data-testid={testId}
      value={key}
      onChange={(event) => onChange(addressOf(path, event.target.value))}
    >
      {!known && <option value={key}>{key}</option>}
      {contents.arrays.map((array) => (
        <option key={array.key} value={array.key}>
          {text(array)}
        </option>
      ))}
    </select>
  );
}

/** What every number of x is multiplied by, with the two factors that are usual. */
function Scale({ source, onChange }: { source: ArraysSource; onChange(source: ArraysSource): void }) {
  const t = useT();
  const id = useId();
  return (
    <div className="data-form">
      <label htmlFor={id} title={t('data.scaleHint')}>
        {t('data.scale')}
      </label>
      <span className="row">
        <NumberInput
          id={id}
          testId="data-scale"
          label={t('data.scale')}
          value={Number(source.scale.toPrecision(6))}
          step={0.1}
          bounds={[-1e9, 1e9]}
          accept={(value) => Number.isFinite(value) && value !== 0}
          onChange={(scale) => onChange({ ...source, scale })}
        />
        {presets.map(({ key, value }) => (
          <button
            key={key}
            type="button"
            className="button small"
            aria-pressed={source.scale === value}
            onClick={() => onChange({ ...source, scale: value })}
          >
            {t(key)}
          </button>
        ))}
      </span>
    </div>
  );
}
