import { useId } from 'react';
import { bytesText } from '../../core/compile/compile.ts';
import { packedExtension } from '../../core/exchange/target.ts';
import { type TargetName, targetOf } from '../../core/exchange/targets.ts';
import { parameterCount } from '../../core/train/weights.ts';
import type { Exported } from '../engine/api.ts';
import { useT, useText } from '../i18n/index.ts';
import { useDocument } from '../store/document.ts';
import { type ExportStore, outputs } from '../store/exporting.ts';
import { useInference } from '../store/inference.ts';
import { usePreprocessing } from '../store/workspace.ts';

/** What a form is good for, what is written, whether it was proven, and how other software reads it. */
export function TargetSummary({
  format,
  file,
  options,
  exported,
}: {
  format: TargetName;
  file: string;
  options: ExportStore;
  /** Null while it is being written; undefined where it cannot be. */
  exported: Exported | null | undefined;
}) {
  const t = useT();
  const text = useText();
  const { blocks } = useInference();
  const given = useDocument((state) => state.weights !== null);
  const target = targetOf(format);
  const count = [...blocks.values()].reduce((sum, { weights }) => sum + parameterCount(weights), 0);
  const extension = `.${packedExtension(target)}`;
  return (
    <>
      <p>{text(target.summary)}</p>
      <p className="soft small">
        {t('export.parameters', { count })}{' '}
        {exported &&
          (exported.epoch > 0
            ? t('export.trained', { count: exported.epoch })
            : t(given ? 'export.given' : 'export.untrained'))}
      </p>
      {target.holds === 'network' && <NetworkOptions options={options} />}
      {exported !== undefined && (
        <>
          <h3>{t('export.files')}</h3>
          <Written exported={exported} />
        </>
      )}
      <h3>{t('export.usage')}</h3>
      <pre className="code scroll">
        {target.usage(target.extension === null ? file.slice(0, -extension.length) : file)}
      </pre>
    </>
  );
}

function NetworkOptions({ options: { output, preprocess, set } }: { options: ExportStore }) {
  const t = useT();
  const id = useId();
  const standardised = usePreprocessing()?.scaling !== undefined;
  return (
    <div className="row wrap">
      <label htmlFor={`${id}-output`}>{t('export.output')}</label>
      <select
        id={`${id}-output`}
        className="field"
        data-testid="export-output"
        value={output}
        onChange={(event) => set({ output: outputs.find((one) => one === event.target.value) ?? 'asIs' })}
      >
        {outputs.map((one) => (
          <option key={one} value={one}>
            {t(`export.outputs.${one}`)}
          </option>
        ))}
      </select>
      {standardised && (
        <label className="check-line">
          <input
            type="checkbox"
            data-testid="export-preprocess"
            checked={preprocess}
            onChange={(event) => set({ preprocess: event.target.checked })}
          />
          {t('export.preprocess')}
        </label>
      )}
    </div>
  );
}

function Written({ exported }: { exported: Exported | null }) {
  const t = useT();
  if (!exported) return <p className="soft small">{t('export.preparing')}</p>;
  const { rows, difference } = exported.verified;
  return (
    <>
      <ul className="export-files number small" data-testid="export-files">
        {exported.files.map(({ name, bytes }) => (
          <li key={name} className="row">
            <span className="grow">{name}</span>
            <span className="soft">{bytesText(bytes)}</span>
          </li>
        ))}
      </ul>
      <p className="small" role="status" data-testid="export-verified">
        {t('export.verified', { difference: difference.toPrecision(1), rows })}
      </p>
    </>
  );
}
