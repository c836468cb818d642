import type { mix } from '../../canvas/paint.ts';
import { isLight } from '../../charts/palette.ts';
import { exact, format } from '../../parts/number.ts';

interface Props {
  readonly id: string;
  readonly column: number;
  /** Pixels from the left edge of the table. */
  readonly left: number;
  readonly value: number;
  readonly colour: ReturnType<typeof mix>;
  readonly active: boolean;
  /** What is being typed; null while nothing is. */
  readonly draft: string | null;
  readonly wrong: boolean;
  readonly name: string;
  onDraft(text: string): void;
  onLeave(): void;
  onPick(): void;
  onOpen(): void;
}

/** A number of a table, on its colour; a field while it is being changed. */
export function WeightCell(props: Props) {
  const { id, column, left, value, colour, active, draft, wrong, name, onDraft, onLeave, onPick, onOpen } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys of the marked cell
    <div
      id={id}
      role="gridcell"
      aria-colindex={column + 2}
      aria-selected={active}
      tabIndex={-1}
      className="weight-cell number"
      data-testid={id}
      data-tone={isLight(colour) ? 'light' : 'dark'}
      title={exact(value)}
      style={{ left, background: `rgb(${colour.join(' ')})` }}
      onClick={() => !active && onPick()}
      onDoubleClick={onOpen}
    >
      {draft === null ? (
        format(value)
      ) : (
        <input
          // biome-ignore lint/a11y/noAutofocus: typing began the editing
          autoFocus
          className="number"
          inputMode="decimal"
          autoComplete="off"
          data-own-escape
          aria-label={name}
          aria-invalid={wrong}
          value={draft}
          onChange={(event) => onDraft(event.target.value)}
          onBlur={onLeave}
        />
      )}
    </div>
  );
}
