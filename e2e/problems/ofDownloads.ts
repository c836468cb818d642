/** What goes wrong with the published data sets. */
import { type Answer, irisBytes, startMirror } from '../../node/testing/mirror.ts';
import { dropped, type Way } from './way.ts';

/** A data set is downloaded from a publisher who answers so. */
const downloaded =
  (code: string, answer: Answer): Way['reach'] =>
  async ({ editor, host }) => {
    const mirror = await startMirror(answer);
    Object.assign(process.env, { GRADWIRE_MIRROR: mirror.address, GRADWIRE_DATA: host.userData });
    await editor.tab('data').click();
    await editor.data.view('catalogue').click();
    await editor.catalogue.button('iris', 'download').click();
    await (await editor.problem(code, 'data')).root.waitFor();
    mirror.close();
  };

const named = (path: string) => dropped({ data: { source: { kind: 'table', path, target: '4' } } });

export const ofDownloads = {
  downloadFailed: {
    reach: downloaded('downloadFailed', (_, response) => response.writeHead(503).end()),
    place: 'data',
    en: "'iris.data' could not be fetched: the server answers 503.",
  },
  downloadWrong: {
    reach: downloaded('downloadWrong', (_, response) => response.end(new Uint8Array(irisBytes.length))),
    place: 'data',
    en: "What was fetched as 'iris.data' is another file: its checksum is wrong.",
  },
  notInCatalogue: {
    reach: named('catalogue:iris/petals'),
    place: 'data',
    en: "The catalogue has no file 'catalogue:iris/petals'.",
  },
  notFetched: {
    reach: async (user) => {
      process.env.GRADWIRE_DATA = user.host.userData;
      await named('catalogue:iris/iris.data')(user);
    },
    place: 'data',
    en: "The data set 'iris' of the catalogue is not on this machine.",
    ja: 'カタログのデータセット「iris」は、このコンピューターにまだありません。',
  },
  noCatalogueHost: {
    reach: async ({ editor }) => {
      await editor.page.route('**/catalogue', (route) => route.fulfill({ status: 404, body: 'nothing' }));
      await editor.page.reload();
      await editor.tab('data').click();
      await editor.data.view('catalogue').click();
    },
    place: 'data',
    en: 'This page is served by something that cannot download data sets.',
  },
} as const satisfies Record<string, Way>;
