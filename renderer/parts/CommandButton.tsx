import type { LucideIcon } from 'lucide-react';
import { type Command, execute, useCommandState } from '../commands/command.ts';
import { shortcutText } from '../commands/shortcuts.ts';
import { useT } from '../i18n/index.ts';
import { Tooltip } from './Tooltip.tsx';

interface Props {
  readonly command: Command;
  readonly icon: LucideIcon;
  readonly testId?: string;
  /** Shows the label beside the icon. */
  readonly labelled?: boolean;
  readonly className?: string;
  readonly small?: boolean;
}

/** A button for a command: its label, shortcut and state are the command's. */
export function CommandButton({
  command,
  icon: Icon,
  testId,
  labelled = false,
  className = 'quiet',
  small = false,
}: Props) {
  const t = useT();
  const { enabled, checked, label } = useCommandState(command);
  const text = t(label.key, label.details);
  const hint = command.shortcut ? `${text} (${shortcutText(command.shortcut)})` : text;
  return (
    <Tooltip text={hint}>
      <button
        type="button"
        className={['button', className, labelled ? '' : 'icon', small ? 'small' : ''].join(' ')}
        data-testid={testId}
        disabled={!enabled}
        aria-label={text}
        aria-pressed={checked}
        onClick={() => execute(command)}
      >
        <Icon size={16} aria-hidden />
        {labelled && <span>{text}</span>}
      </button>
    </Tooltip>
  );
}
