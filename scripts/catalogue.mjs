/** Answers the page's requests for the catalogue. Plain JavaScript; what it runs is TypeScript, and loaded when first asked for. */

let answer = null;

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export async function answerCatalogue(request, response) {
  answer ??= load();
  await (await answer)(request, response);
}

async function load() {
  const { tsImport } = await import('tsx/esm/api');
  const { catalogueRequests } = await tsImport('../node/catalogueRequests.ts', import.meta.url);
  return catalogueRequests();
}
