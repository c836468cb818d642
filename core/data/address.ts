/** `file.npz#key`; a file without names is its own address, with an empty key where its path has a `#` itself. */
export function addressOf(path: string, key: string): string {
  return key === '' && !path.includes('#') ? path : `${path}#${key}`;
}

/** An address taken apart again; no key where the file says it all. */
export function addressParts(address: string): { readonly path: string; readonly key: string } {
  const hash = address.lastIndexOf('#');
  return hash < 0 ? { path: address, key: '' } : { path: address.slice(0, hash), key: address.slice(hash + 1) };
}
