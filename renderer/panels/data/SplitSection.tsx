import { FilePlus2, X } from 'lucide-react';
import { useId } from 'react';
import { type Part, parts } from '../../../core/data/dataset.ts';
import { guessSource } from '../../../core/data/guess.ts';
import type { DataSettings } from '../../../core/data/settings.ts';
import { changeSettings, cutPart, setSource } from '../../commands/data.ts';
import { chooseFile } from '../../commands/dataFiles.ts';
import { contentsLike } from '../../engine/contents.ts';
import { useT } from '../../i18n/index.ts';
import { NumberInput } from '../../parts/FieldEditor.tsx';
import { useDataView } from '../../store/dataView.ts';
import { SeedInput } from './SeedInput.tsx';
import { linkShares, sharesOf, splitOf } from './shares.ts';
import { fileOf } from './UseAgain.tsx';

const STEP = 5;

/** Which share of the rows is learnt from, watched meanwhile, and asked at the end; or files that hold such a part. */
export function SplitSection({ data }: { data: DataSettings }) {
  const t = useT();
  const id = useId();
  const { split } = data;
  const shares = sharesOf(split);
  return (
    <div className="options-part">
      <h3>{t('data.split')}</h3>
      <div className="shares">
        {parts.map((part) => {
          const own = part === 'train' ? undefined : data[part];
          return (
            <div key={part} className="share-part">
              <label htmlFor={`${id}-${part}`}>{t(`data.part.${part}`)}</label>
              {own && part !== 'train' ? (
                <OwnFile part={part} file={fileOf(own)} />
              ) : (
                <NumberInput
                  id={`${id}-${part}`}
                  testId={`data-share-${part}`}
                  label={t('data.shareOf', { part: t(`data.part.${part}`) })}
                  value={shares[part]}
                  step={STEP}
                  bounds={[0, 100]}
                  accept={(value) => value >= 0 && value <= 100}
                  onChange={(value) =>
                    changeSettings(
                      { split: splitOf(linkShares(shares, part, value), split.seed) },
                      { gesture: 'split' },
                    )
                  }
                />
              )}
              {!own && part !== 'train' && data.source.kind !== 'generated' && <AddFile part={part} data={data} />}
            </div>
          );
        })}
      </div>
      <ShareBar shares={parts.map((part) => (part !== 'train' && data[part] ? 0 : shares[part]))} />
      <div className="data-form">
        <label htmlFor={`${id}-seed`}>{t('data.splitSeed')}</label>
        <SeedInput
          id={`${id}-seed`}
          testId="data-split-seed"
          label={t('data.splitSeed')}
          value={split.seed}
          onChange={(seed) => changeSettings({ split: { ...split, seed } }, { gesture: 'split seed' })}
        />
      </div>
    </div>
  );
}

/** A part that is a file of its own: which, and the way back to a share. */
function OwnFile({ part, file }: { part: Exclude<Part, 'train'>; file: string }) {
  const t = useT();
  return (
    <span className="own-file">
      <span className="number" title={file}>
        {file}
      </span>
      <button
        type="button"
        className="button quiet small icon"
        aria-label={t('data.cutFile', { part: t(`data.part.${part}`) })}
        title={t('data.cutFile', { part: t(`data.part.${part}`) })}
        onClick={() => cutPart(part)}
      >
        <X size={13} aria-hidden />
      </button>
    </span>
  );
}

function AddFile({ part, data }: { part: Exclude<Part, 'train'>; data: DataSettings }) {
  const t = useT();
  const choose = async () => {
    const file = await chooseFile();
    if (!file) return;
    const contents = await contentsLike(file.path, file.contents, data.source);
    setSource(part, guessSource(file.path, contents, data.source), null);
    // Its target may have to be chosen too: the form of that part comes forward.
    useDataView.setState({ part });
  };
  return (
    <button
      type="button"
      className="button quiet small"
      data-testid={`data-own-${part}`}
      aria-label={t('data.ownFileFor', { part: t(`data.part.${part}`) })}
      onClick={() => void choose()}
    >
      <FilePlus2 size={13} aria-hidden />
      {t('data.ownFile')}
    </button>
  );
}

/** The shares as lengths; the numbers above say the same. */
function ShareBar({ shares }: { shares: readonly number[] }) {
  return (
    <div className="share-bar" aria-hidden>
      {shares.map((share, index) => (
        <span key={parts[index]} className={parts[index]} style={{ flexGrow: share }} />
      ))}
    </div>
  );
}
