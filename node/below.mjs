import path from 'node:path';

/**
 * The file that a URL's path names below `folder`, or null for what is no path or would leave the folder. Plain
 * JavaScript, because the app's scheme and the local server must agree on it.
 */
export function fileBelow(folder, pathname) {
  const decoded = decode(pathname);
  // A backslash is a separator on Windows only; refused everywhere, a link means the same on every system.
  if (decoded === null || /[\0\\]/.test(decoded)) return null;
  const file = path.resolve(folder, `./${decoded.endsWith('/') ? `${decoded}index.html` : decoded}`);
  return file.startsWith(path.resolve(folder) + path.sep) ? file : null;
}

function decode(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
