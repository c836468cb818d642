/** How the numbers of a block are spread. */
export function Distributions(_: { id: string }) {
  return null;
}
