import { OctagonAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { shortest } from '../../../core/formats/shortest.ts';
import { type HandInputs, linesOf } from '../../../core/project/handInputs.ts';
import { Dialog } from '../../dialogs/Dialogs.tsx';
import { type Translate, useT } from '../../i18n/index.ts';
import { type RowForm, rowCount, rowsOfText, type TextFault } from './handRows.ts';

/** Rows as a text: typed, or pasted from elsewhere. What is understood of it is said as one types. */
export function RowsDialog({
  inputs,
  form,
  onClose,
  onReplace,
  onAppend,
}: {
  inputs: HandInputs | null;
  form: RowForm;
  onClose(): void;
  onReplace(rows: HandInputs): void;
  onAppend(rows: HandInputs): void;
}) {
  const t = useT();
  const id = useId();
  const [text, setText] = useState(() => textOf(inputs));
  const read = rowsOfText(text, form);
  const use = (take: (rows: HandInputs) => void) => {
    if (!read.inputs) return;
    take(read.inputs);
    onClose();
  };
  return (
    <Dialog title={t('data.hand.pasteTitle')} wide onClose={onClose}>
      <p className="soft small" id={`${id}-help`}>
        {t('data.hand.pasteHelp')}
      </p>
      <textarea
        className="field number rows-text"
        data-testid="hand-text"
        aria-label={t('data.hand.pasteLabel')}
        aria-describedby={`${id}-help ${id}-read`}
        aria-invalid={read.faults.length > 0}
        rows={8}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div id={`${id}-read`} className="rows-read small" role="status">
        {read.inputs && (
          <p>
            {t(read.inputs.target ? 'data.hand.understoodTarget' : 'data.hand.understood', {
              rows: rowCount(read.inputs),
              columns: form.features,
            })}{' '}
            {read.header && t('data.hand.header')}
          </p>
        )}
        {read.faults.map((fault) => (
          <p key={JSON.stringify(fault)} className="rows-fault">
            <OctagonAlert size={13} aria-hidden />
            {faultText(fault, form, t)}
          </p>
        ))}
      </div>
      <div className="row dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {t('dialog.cancel')}
        </button>
        <button type="button" className="button" disabled={!read.inputs || !inputs} onClick={() => use(onAppend)}>
          {t('data.hand.append')}
        </button>
        <button
          type="button"
          className="button primary"
          data-testid="hand-replace"
          disabled={!read.inputs}
          onClick={() => use(onReplace)}
        >
          {t('data.hand.replace')}
        </button>
      </div>
    </Dialog>
  );
}

/** Rows as a spreadsheet would copy them. */
function textOf(inputs: HandInputs | null): string {
  if (!inputs) return '';
  const targets = inputs.target ? linesOf(inputs.target) : [];
  return linesOf(inputs.x)
    .map((line, row) => [...line, ...(targets[row] ?? [])].map(shortest).join('\t'))
    .join('\n');
}

function faultText(fault: TextFault, { features, targets, classes }: RowForm, t: Translate): string {
  const { row } = fault;
  switch (fault.kind) {
    case 'text':
      return t('data.hand.badText', { row, column: fault.column, text: fault.text.slice(0, 40) });
    case 'width':
      return t('data.hand.badWidth', { row, found: fault.found, wanted: features, withTarget: features + targets });
    case 'mixed':
      return t('data.hand.badMix', { row, found: fault.found, first: fault.first });
    case 'target':
      return t('data.hand.badTarget', { row, value: fault.value, last: (classes ?? 1) - 1 });
  }
}
