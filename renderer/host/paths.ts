/** Paths of data files as projects name them: relative where the file lies below the project's folder. */

/** @param project the project's own path, or null where it was never saved */
export function besides(path: string, project: string | null): string {
  const folder = folderOf(project);
  return folder && path.startsWith(folder) ? path.slice(folder.length).replaceAll('\\', '/') : path;
}

/** Where a file lies that a project names. A project that was never saved names files in full. */
export function placeOf(path: string, project: string | null): string {
  const folder = folderOf(project);
  if (!folder || /^([A-Za-z]:)?[\\/]/.test(path)) return path;
  const separator = folder.includes('\\') ? '\\' : '/';
  const parts = folder.split(separator).slice(0, -1);
  for (const part of path.split(/[\\/]/)) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join(separator);
}

function folderOf(project: string | null): string | undefined {
  return project?.replace(/[^/\\]*$/, '');
}
