import { ToggleGroup } from 'radix-ui';
import { useId } from 'react';
import { generatorNames, generatorOf, generators } from '../../../core/data/generators/index.ts';
import type { GeneratedSource } from '../../../core/data/settings.ts';
import { setGenerated, setGenerator } from '../../commands/data.ts';
import { useT, useText } from '../../i18n/index.ts';
import { NumberInput } from '../../parts/FieldEditor.tsx';
import { endGesture, useDocument } from '../../store/document.ts';
import { GeneratorPicture } from './GeneratorPicture.tsx';
import { SeedInput } from './SeedInput.tsx';
import { UseAgain } from './UseAgain.tsx';

/** Data that are drawn: every generator with a picture, and what can be set of the one in use. */
export function GeneratedForm() {
  const t = useT();
  const text = useText();
  const source = useDocument((state) => state.data?.source);
  const inUse = source?.kind === 'generated' ? source : null;
  return (
    <>
      <ToggleGroup.Root
        type="single"
        className="generators"
        aria-label={t('data.generator')}
        value={inUse?.generator ?? ''}
        onValueChange={(name) => name !== '' && setGenerator(name)}
      >
        {generatorNames.map((name) => (
          <ToggleGroup.Item key={name} value={name} className="generator" data-testid={`generator-${name}`}>
            <GeneratorPicture name={name} />
            <span className="generator-text">
              <span className="generator-title">{text(generators[name].title)}</span>
              <span className="faint">{t(`data.task.${generators[name].task}`)}</span>
            </span>
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {inUse ? <Settings source={inUse} /> : <p className="soft small">{t('data.pickGenerator')}</p>}
      <UseAgain kind="generated" />
    </>
  );
}

const MOST_SAMPLES = 100_000;

function Settings({ source: { generator, samples, noise, seed } }: { source: GeneratedSource }) {
  const t = useT();
  const id = useId();
  const most = generatorOf(generator)?.maxNoise ?? 1;
  const percent = Math.round(noise * 100);
  return (
    <div className="data-form two">
      <label htmlFor={`${id}-noise`}>{t('data.noise')}</label>
      <span className="row whole">
        <input
          id={`${id}-noise`}
          type="range"
          className="grow"
          data-testid="data-noise"
          min={0}
          max={Math.round(most * 100)}
          step={1}
          value={percent}
          onChange={(event) => setGenerated({ noise: Number(event.target.value) / 100 }, 'noise')}
          onPointerUp={endGesture}
        />
        <output className="number range-value" htmlFor={`${id}-noise`}>
          {percent}
        </output>
      </span>
      <label htmlFor={`${id}-samples`}>{t('data.samples')}</label>
      <NumberInput
        id={`${id}-samples`}
        testId="data-samples"
        label={t('data.samples')}
        value={samples}
        step={50}
        bounds={[1, MOST_SAMPLES]}
        accept={(value) => Number.isInteger(value) && value >= 1 && value <= MOST_SAMPLES}
        onChange={(value) => setGenerated({ samples: value }, 'samples')}
      />
      <label htmlFor={`${id}-seed`}>{t('data.seed')}</label>
      <SeedInput
        id={`${id}-seed`}
        testId="data-seed"
        label={t('data.seed')}
        value={seed}
        onChange={(value) => setGenerated({ seed: value }, 'seed')}
      />
    </div>
  );
}
