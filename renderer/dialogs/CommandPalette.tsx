import { Command as Cmdk } from 'cmdk';
import { type Command, execute, useCommandState } from '../commands/command.ts';
import { commands } from '../commands/commands.ts';
import { shortcutText } from '../commands/shortcuts.ts';
import { useT } from '../i18n/index.ts';
import { closeDialog, Dialog } from './Dialogs.tsx';

/** Every command, found by a few letters of its name. */
export default function CommandPalette() {
  const t = useT();
  return (
    <Dialog title={t('command.palette')} wide>
      <Cmdk label={t('command.palette')} loop>
        <Cmdk.Input className="field" placeholder={t('dialog.paletteSearch')} autoFocus />
        <Cmdk.List className="command-list scroll" label={t('command.palette')}>
          <Cmdk.Empty className="soft pad">{t('dialog.paletteNone')}</Cmdk.Empty>
          {commands.map((command) => (
            <Item key={command.id} command={command} />
          ))}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}

function Item({ command }: { command: Command }) {
  const t = useT();
  const { enabled, label } = useCommandState(command);
  const text = t(label.key, label.details);
  return (
    <Cmdk.Item
      value={`${t(`menu.${command.menu}`)} ${text} ${command.id}`}
      className="menu-item"
      disabled={!enabled}
      onSelect={() => {
        closeDialog();
        execute(command);
      }}
    >
      <span className="faint">{t(`menu.${command.menu}`)}</span>
      {text}
      {command.shortcut && <kbd className="shortcut">{shortcutText(command.shortcut)}</kbd>}
    </Cmdk.Item>
  );
}
