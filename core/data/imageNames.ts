/** Which files are pictures, and of what class, by their names alone: hosts need no more, and load no decoders. */

/** A picture's place in its zip, and the folder that it lies in. */
export interface NamedImage {
  readonly name: string;
  readonly label: string;
}

/** The pictures among the files of a zip, by name, each with its class. */
export function imagesOf(names: readonly string[], labelled = true): NamedImage[] {
  return names
    .map((name): NamedImage => ({ name, label: foldersAndFile(name).at(-2) ?? '' }))
    .filter(({ name, label }) => isImageName(name) && (label !== '' || !labelled))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Named like a picture, and not one of the hidden files that some systems pack beside it. */
export function isImageName(name: string): boolean {
  return (
    /\.(png|jpe?g)$/i.test(name) && !foldersAndFile(name).some((part) => part.startsWith('.') || part === '__MACOSX')
  );
}

/** Some programs for Windows write `\\` where zips have `/`. */
function foldersAndFile(name: string): string[] {
  return name.split(/[/\\]/);
}
