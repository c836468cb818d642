/** Puts a test's answers in place of the system's boxes, in real Electron and in its double alike. */
import type { ElectronApplication } from '@playwright/test';

/** The next files that the user would choose to save to; null is a box that was closed. */
export async function answerSaveDialogs(app: ElectronApplication, files: readonly (string | null)[]): Promise<void> {
  await app.evaluate(({ dialog }, given) => {
    const answers = [...given];
    dialog.showSaveDialog = async () => {
      const filePath = answers.shift();
      return { canceled: filePath == null, filePath: filePath ?? '' };
    };
  }, files);
}

/** The next files that the user would choose to open. */
export async function answerOpenDialog(app: ElectronApplication, files: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [...filePaths] });
  }, files);
}

/** The buttons that the user would press in the next message boxes, and a list of what the boxes said. */
export async function answerMessageBoxes(app: ElectronApplication, buttons: readonly number[]): Promise<Said> {
  await app.evaluate(({ dialog }, given) => {
    const answers = [...given];
    const said: string[] = [];
    Object.assign(globalThis, { said });
    dialog.showMessageBox = async (...args: unknown[]) => {
      const response = answers.shift();
      if (response === undefined) throw new Error('a message box too many');
      said.push((args.at(-1) as { message: string }).message);
      return { response, checkboxChecked: false };
    };
  }, buttons);
  return () => app.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}

export type Said = () => Promise<string[]>;

/** Keeps links from leaving the test. @returns which ones were opened */
export async function catchLinks(app: ElectronApplication): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    const links: string[] = [];
    Object.assign(globalThis, { links });
    shell.openExternal = async (url) => {
      links.push(url);
    };
  });
  return () => app.evaluate(() => (globalThis as unknown as { links: string[] }).links);
}
