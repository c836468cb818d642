import os from 'node:os';
import path from 'node:path';

/** Where fetched data sets are kept for all projects of a user; `GRADWIRE_DATA` names another place. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.GRADWIRE_DATA) return path.resolve(env.GRADWIRE_DATA);
  const home = os.homedir();
  if (platform === 'win32') return path.join(env.APPDATA ?? path.join(home, 'AppData', 'Roaming'), 'Gradwire', 'data');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Gradwire', 'data');
  return path.join(env.XDG_DATA_HOME || path.join(home, '.local', 'share'), 'gradwire', 'data');
}
