import { strict } from './strict.ts';

/** Switches that main adds for Chromium. */
export const addedSwitches: string[] = [];

export const commandLine = strict('commandLine', {
  appendSwitch(name, value) {
    addedSwitches.push(value === undefined ? `--${name}` : `--${name}=${value}`);
  },
  getSwitchValue(name) {
    const start = `--${name}=`;
    return addedSwitches.find((added) => added.startsWith(start))?.slice(start.length) ?? '';
  },
} satisfies Pick<Electron.CommandLine, 'appendSwitch' | 'getSwitchValue'>);

/** The value of a switch that the process was started with. */
export function switchValue(name: string): string | undefined {
  const start = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(start))?.slice(start.length);
}
