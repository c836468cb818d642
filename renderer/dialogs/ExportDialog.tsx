import { LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { targetNames, targets } from '../../core/exchange/targets.ts';
import type { Problem } from '../../core/problem.ts';
import { exportAs, exportName } from '../commands/exporting.ts';
import { type Key, useT } from '../i18n/index.ts';
import { ProblemLine } from '../panels/ProblemLine.tsx';
import { useDocument } from '../store/document.ts';
import { type ExportOptions, isPicture, pictureFormats, useExporting } from '../store/exporting.ts';
import { notify } from '../store/notice.ts';
import { closeDialog, Dialog } from './Dialogs.tsx';
import { PictureOptionsForm } from './PictureOptions.tsx';
import { WeightsSummary } from './WeightsSummary.tsx';

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'writing' }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] };

const groups = [
  { title: 'export.weights', formats: targetNames },
  { title: 'export.picture', formats: pictureFormats },
] as const satisfies readonly { title: Key; formats: readonly ExportOptions['format'][] }[];

/** Takes the weights or a picture of the graph out of the app, in one of the formats that there are. */
export default function ExportDialog() {
  const t = useT();
  const options = useExporting();
  const name = useDocument((state) => state.name);
  const [state, setState] = useState<State>({ kind: 'asking' });
  const { format } = options;
  const file = exportName(format, name);
  const write = async () => {
    setState({ kind: 'writing' });
    // A frame, so that the page says that it writes before it does.
    await new Promise(requestAnimationFrame);
    const result = await exportAs(options);
    if (result?.ok) {
      notify('notice.exported', { name: file });
      closeDialog();
    } else setState(result ? { kind: 'failed', problems: result.problems } : { kind: 'asking' });
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
                    onChange={() => {
                      options.set({ format: one });
                      setState({ kind: 'asking' });
                    }}
                  />
                  {isPicture(one) ? t(`export.${one}.title`) : targets[one].title}
                </label>
              ))}
            </fieldset>
          ))}
        </div>
        <div className="export-about">
          {isPicture(format) ? (
            <PictureOptionsForm format={format} options={options} />
          ) : (
            <WeightsSummary format={format} file={file} />
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
            disabled={state.kind === 'writing'}
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
