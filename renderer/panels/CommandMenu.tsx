import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type Command, execute, type MenuName, useCommandState } from '../commands/command.ts';
import { commands } from '../commands/commands.ts';
import { shortcutText } from '../commands/shortcuts.ts';
import { useT } from '../i18n/index.ts';

/** The app's menus, for hosts without a native menu bar, made from the commands. */
export function CommandMenu({ menus }: { menus: readonly MenuName[] }) {
  const t = useT();
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
        {menus.map((menu) => (
          <DropdownMenu.Sub key={menu}>
            <DropdownMenu.SubTrigger className="menu-item" data-testid={`menu-${menu}`}>
              {t(`menu.${menu}`)}
              <span className="shortcut" aria-hidden>
                ›
              </span>
            </DropdownMenu.SubTrigger>
            <DropdownMenu.Portal>
              <DropdownMenu.SubContent className="menu scroll" collisionPadding={8}>
                {commands
                  .filter((command) => command.menu === menu)
                  .map((command) => (
                    <Item key={command.id} command={command} />
                  ))}
              </DropdownMenu.SubContent>
            </DropdownMenu.Portal>
          </DropdownMenu.Sub>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}

function Item({ command }: { command: Command }) {
  const t = useT();
  const { enabled, checked, label } = useCommandState(command);
  return (
    <>
      {command.section && <DropdownMenu.Separator className="menu-line" />}
      <DropdownMenu.Item
        className="menu-item"
        disabled={!enabled}
        data-testid={`menu-${command.id}`}
        onSelect={() => execute(command)}
      >
        <span className="menu-check">{checked && <Check size={13} aria-hidden />}</span>
        {t(label.key, label.details)}
        {command.shortcut && <kbd className="shortcut">{shortcutText(command.shortcut)}</kbd>}
      </DropdownMenu.Item>
    </>
  );
}
