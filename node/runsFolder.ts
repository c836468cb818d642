import path from 'node:path';

/** `/home/me/xor.gradwire` keeps its runs in `/home/me/xor.runs`. */
export function runsFolder(project: string): string {
  const absolute = path.resolve(project);
  return path.join(path.dirname(absolute), `${path.basename(absolute, path.extname(absolute))}.runs`);
}
