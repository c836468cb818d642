import { note } from './journal.ts';
import { Emitter, strict } from './strict.ts';

/** What would leave the app is written down instead. */
export const shell = strict('shell', {
  async openExternal(url) {
    note('openExternal', url);
  },
} satisfies Pick<Electron.Shell, 'openExternal'>);

class NativeTheme extends Emitter implements Pick<Electron.NativeTheme, 'shouldUseDarkColors'> {
  protected readonly emitted = [];
  readonly shouldUseDarkColors = false;
}

export const nativeTheme = new NativeTheme();
