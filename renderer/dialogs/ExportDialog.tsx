import { LoaderCircle } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { targetNames, targetOf } from '../../core/exchange/targets.ts';
import type { Problem } from '../../core/problem.ts';
import { exportName, exportPicture, handOverModel, prepareExport } from '../commands/exporting.ts';
import type { Exported } from '../engine/api.ts';
import { type Key, useT } from '../i18n/index.ts';
import { ProblemLine } from '../panels/ProblemLine.tsx';
import { useDocument } from '../store/document.ts';
import { type ExportOptions, isPicture, pictureFormats, useExporting } from '../store/exporting.ts';
import { notify } from '../store/notice.ts';
import { closeDialog, Dialog } from './Dialogs.tsx';
import { PictureOptionsForm } from './PictureOptions.tsx';
import { TargetSummary } from './TargetSummary.tsx';

type State =
  /** `exported` is null while it is being written, and for pictures. */
  | { readonly kind: 'asking'; readonly exported: Exported | null }
  | { readonly kind: 'writing'; readonly exported: Exported | null }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] };

const groups = [
  { title: 'export.networks', formats: targetNames.filter((name) => targetOf(name).holds === 'network') },
  { title: 'export.weights', formats: targetNames.filter((name) => targetOf(name).holds === 'weights') },
  { title: 'export.picture', formats: pictureFormats },
] as const satisfies readonly { title: Key; formats: readonly ExportOptions['format'][] }[];

const asking: State = { kind: 'asking', exported: null };

/** Takes the weights or a picture of the graph out of the app, in one of the formats that there are. */
export default function ExportDialog() {
  const t = useT();
  const options = useExporting();
  const name = useDocument((state) => state.name);
  const { format, output, preprocess } = options;
  const file = exportName(format, name);
  const choice = `${format} ${output} ${preprocess}`;
  const [latest, setLatest] = useState({ choice, state: asking });
  // What was written for another choice is not shown for this one, not for a moment.
  const state = latest.choice === choice ? latest.state : asking;
  const setState = useCallback((next: State) => setLatest({ choice, state: next }), [choice]);
  useEffect(() => {
    setState(asking);
    if (isPicture(format)) return;
    let current = true;
    void prepareExport(format, { output, preprocess }).then((result) => {
      if (!current) return;
      setState(result.ok ? { kind: 'asking', exported: result.value } : { kind: 'failed', problems: result.problems });
    });
    return () => {
      current = false;
    };
  }, [format, output, preprocess, setState]);
  const exported = state.kind === 'failed' ? null : state.exported;
  const write = async () => {
    const chosen = isPicture(format) ? null : exported;
    if (!isPicture(format) && !chosen) return;
    setState({ kind: 'writing', exported: chosen });
    // A frame, so that the page says that it writes before it does.
    await new Promise(requestAnimationFrame);
    const result = isPicture(format)
      ? await exportPicture({ ...options, format })
      : await handOverModel(format, chosen as Exported);
    if (result?.ok) {
      notify('notice.exported', { name: file });
      closeDialog();
    } else setState(result ? { kind: 'failed', problems: result.problems } : { kind: 'asking', exported: chosen });
  };
  return (
    <Dialog title={t('export.title')} wide>
      <form
        className="export"
        onSubmit={(event) => {
          event.preventDefault();
          void write();
        }}
      >
        <div className="export-formats">
          {groups.map(({ title, formats }) => (
            <fieldset key={title}>
              <legend>{t(title)}</legend>
              {formats.map((one) => (
                <label key={one} className={one === format ? 'export-format chosen' : 'export-format'}>
                  <input
                    type="radio"
                    name="format"
                    data-testid={`export-${one}`}
                    checked={one === format}
                    onChange={() => options.set({ format: one })}
                  />
                  {isPicture(one) ? t(`export.${one}.title`) : targetOf(one).title}
                </label>
              ))}
            </fieldset>
          ))}
        </div>
        <div className="export-about">
          {isPicture(format) ? (
            <PictureOptionsForm format={format} options={options} />
          ) : (
            <TargetSummary
              format={format}
              file={file}
              options={options}
              exported={state.kind === 'failed' ? undefined : state.exported}
            />
          )}
          {state.kind === 'failed' &&
            state.problems.slice(0, 3).map((one) => <ProblemLine key={one.message} problem={one} />)}
        </div>
        <div className="row dialog-actions">
          <span className="number small soft grow export-name" title={file}>
            {file}
          </span>
          <button type="button" className="button" onClick={closeDialog}>
            {t('dialog.cancel')}
          </button>
          <button
            type="submit"
            className="button primary export-save"
            data-testid="export-save"
            disabled={state.kind !== 'asking' || (!isPicture(format) && !exported)}
            aria-busy={state.kind === 'writing'}
          >
            {state.kind === 'writing' && <LoaderCircle size={14} className="spinning" aria-hidden />}
            {t(state.kind === 'writing' ? 'export.writing' : 'export.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
