/** The application menu. No default key of the browser survives: a reload or a closed window must never be one slip away. */
import { Menu, type MenuItemConstructorOptions } from 'electron';

export function setGuardedMenu(quit: () => void, platform: NodeJS.Platform): void {
  if (platform !== 'darwin') {
    Menu.setApplicationMenu(null);
    return;
  }
  Menu.setApplicationMenu(Menu.buildFromTemplate(macMenu(quit)));
}

/** macOS needs a menu for copy and paste; closing and reloading have no key in it. */
function macMenu(quit: () => void): MenuItemConstructorOptions[] {
  return [
    { label: 'Keel', submenu: [{ role: 'about' }, { type: 'separator' }, { role: 'hide' }, { label: 'Pull and quit', click: quit }] },
    {
      label: 'Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
  ];
}
