import { FolderOpen } from 'lucide-react';
import { useId } from 'react';
import { guessSource } from '../../../core/data/guess.ts';
import type { ImagesSource } from '../../../core/data/settings.ts';
import { problem } from '../../../core/problem.ts';
import { plainFeatures, setSource, takeFile } from '../../commands/data.ts';
import { chooseFolder, type GivenFile } from '../../commands/dataFiles.ts';
import { useContents } from '../../engine/contents.ts';
import { useT } from '../../i18n/index.ts';
import { NumberInput } from '../../parts/FieldEditor.tsx';
import { useDataView, useSource } from '../../store/dataView.ts';
import { notifyProblems } from '../../store/notice.ts';
import { FileField } from './FileField.tsx';
import { PartChoice } from './PartChoice.tsx';
import { UseAgain } from './UseAgain.tsx';

const LARGEST = 512;

/** Data of pictures in a folder a class: which folder or zip, and the size they are all brought to. */
export function ImagesForm() {
  const t = useT();
  const part = useDataView((state) => state.part);
  const source = useSource('images');
  const look = useContents(source?.path ?? null);
  const contents = look?.kind === 'known' && look.contents.kind === 'images' ? look.contents : null;
  const onFile = ({ path, contents: found }: GivenFile) => {
    const guess = guessSource(path, found, source);
    if (guess.kind !== 'images') notifyProblems([problem('noImages', { file: path })]);
    else if (part === 'train' && !source) takeFile(path, found);
    else setSource(part, guess, plainFeatures(guess, found));
  };
  const onFolder = async () => {
    const given = await chooseFolder();
    if (given) onFile(given);
  };
  return (
    <>
      <PartChoice />
      {!source && <p className="soft small">{t('data.images.none')}</p>}
      <FileField
        label={t('data.images.file')}
        path={source?.path ?? null}
        look={look}
        testId="data-images"
        onFile={onFile}
      />
      <button type="button" className="button small" data-testid="data-images-folder" onClick={() => void onFolder()}>
        <FolderOpen size={13} aria-hidden />
        {t('data.chooseFolder')}
      </button>
      {source && <Size source={source} onChange={(next) => setSource(part, next, plainFeatures(next, null))} />}
      {contents && (
        <p className="small soft">
          {contents.classes
            .map(({ name, count }) => t('data.images.class', { name, count }))
            .join(t('data.images.comma'))}
        </p>
      )}
      <UseAgain kind="images" />
    </>
  );
}

function Size({ source, onChange }: { source: ImagesSource; onChange(source: ImagesSource): void }) {
  const t = useT();
  const id = useId();
  return (
    <div className="data-form" title={t('data.images.sizeHint')}>
      {(['width', 'height'] as const).map((side) => [
        <label key={`${side} label`} htmlFor={`${id}-${side}`}>
          {t(`data.images.${side}`)}
        </label>,
        <NumberInput
          key={side}
          id={`${id}-${side}`}
          testId={`data-images-${side}`}
          label={t(`data.images.${side}`)}
          value={source[side]}
          step={1}
          bounds={[1, LARGEST]}
          accept={(value) => Number.isInteger(value) && value >= 1 && value <= LARGEST}
          onChange={(value) => onChange({ ...source, [side]: value })}
        />,
      ])}
      <label htmlFor={`${id}-channels`}>{t('data.images.channels')}</label>
      <select
        id={`${id}-channels`}
        className="field"
        data-testid="data-images-channels"
        value={source.channels}
        onChange={(event) => onChange({ ...source, channels: event.target.value === '3' ? 3 : 1 })}
      >
        <option value={1}>{t('data.images.grey')}</option>
        <option value={3}>{t('data.images.colour')}</option>
      </select>
    </div>
  );
}
