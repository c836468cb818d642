import { ClipboardPaste, PencilLine, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { isError } from '../../core/problem.ts';
import type { HandInputs as Rows } from '../../core/project/handInputs.ts';
import { useT } from '../i18n/index.ts';
import { endGesture, useDocument } from '../store/document.ts';
import { useProblems } from '../store/problems.ts';
import { usePreprocessing } from '../store/workspace.ts';
import { useAnswers } from './hand/answers.ts';
import { HandGrid } from './hand/HandGrid.tsx';
import { addRow, append, fitRows, misfit, setTargets } from './hand/handRows.ts';
import { RowsDialog } from './hand/RowsDialog.tsx';
import { useRowForm } from './hand/useRowForm.ts';
import { ProblemLine } from './ProblemLine.tsx';

/** Changes that follow each other in one cell are one step of the undo history. */
function change(inputs: Rows | null, gesture?: string): void {
  if (gesture === undefined) endGesture();
  useDocument.getState().edit({ key: 'editInputs' }, { inputs }, gesture === undefined ? {} : { gesture });
}

/** Rows of one's own, such as a textbook's example, and what the network makes of them at once. */
export function HandInputs() {
  const t = useT();
  const inputs = useDocument((state) => state.inputs);
  const form = useRowForm();
  const fault = inputs && misfit(inputs, form);
  const fits = inputs !== null && fault !== 'width';
  const answers = useAnswers(fits ? inputs.x : null);
  const [typing, setTyping] = useState(false);
  const scaled = usePreprocessing()?.scaling !== undefined;
  return (
    <div className="hand scroll" data-testid="hand-inputs">
      <div className="row wrap hand-tools">
        <button
          type="button"
          className="button small"
          data-testid="hand-add"
          onClick={() => change(addRow(inputs, form))}
        >
          <Plus size={13} aria-hidden />
          {t('data.hand.addRow')}
        </button>
        <button type="button" className="button small" data-testid="hand-paste" onClick={() => setTyping(true)}>
          <ClipboardPaste size={13} aria-hidden />
          {t('data.hand.paste')}
        </button>
        {inputs && (
          <>
            <label className="check-line">
              <input
                type="checkbox"
                data-testid="hand-targets"
                checked={inputs.target !== null}
                onChange={(event) => change(setTargets(inputs, form, event.target.checked))}
              />
              {t('data.hand.withTarget')}
            </label>
            <button type="button" className="button quiet small" data-testid="hand-clear" onClick={() => change(null)}>
              <Trash2 size={13} aria-hidden />
              {t('data.hand.clear')}
            </button>
          </>
        )}
        <p className="faint small grow">
          {t('data.hand.intro')} {scaled && t('data.hand.scaled')}
        </p>
      </div>
      {inputs && fault && (
        <p className="row small rows-fault">
          {fault === 'width'
            ? t('data.hand.width', { count: inputs.x.shape[1] ?? 0, expected: form.features })
            : t('data.hand.targetOutside')}
          <button type="button" className="button small" onClick={() => change(fitRows(inputs, form))}>
            {fault === 'width' ? t('data.hand.refit', { expected: form.features }) : t('data.hand.refitTarget')}
          </button>
        </p>
      )}
      {inputs && <HandGrid inputs={inputs} form={form} answers={fits ? answers : null} onChange={change} />}
      {!inputs && (
        <div className="empty">
          <PencilLine size={20} aria-hidden />
          <strong>{t('data.hand.empty')}</strong>
          <p className="small">{t('data.hand.emptyHint')}</p>
        </div>
      )}
      {fits && answers === null && <NoAnswer />}
      {typing && (
        <RowsDialog
          inputs={inputs}
          form={form}
          onClose={() => setTyping(false)}
          onReplace={(rows) => change(rows)}
          onAppend={(rows) => change(append(inputs, rows))}
        />
      )}
    </div>
  );
}

/** Why there is no answer: the first thing that is wrong with the network. */
function NoAnswer() {
  const t = useT();
  const fault = useProblems().find(isError);
  if (!fault) return null;
  return (
    <div className="no-answer">
      <p className="soft small">{t('data.hand.noAnswer')}</p>
      <ProblemLine problem={fault} />
    </div>
  );
}
