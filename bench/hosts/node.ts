import { type ChildProcess, fork } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isFmaSupported, NODE_FLAG } from '../../core/runtime/webasm/relaxedSimd.ts';
import { nodeFlag } from '../../core/runtime/webasm/wideVectors.ts';
import { type Answer, type Contestant, type Request, Unavailable } from '../contest.ts';
import { openPython } from './python.ts';
import { type Host, Session } from './session.ts';

const child = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Contestants in child processes. */
export const nodeHost: Host = {
  place: 'node',
  title: `Node ${process.versions.node}, ${cpus().length} cores`,
  open: async (contestant) => (contestant.system === 'pytorch' ? openPython(contestant) : openChild(contestant)),
  close: async () => {},
};

function openChild(contestant: Contestant): Session {
  // What the libraries print must not get between the lines of `--json`.
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
  const flags = flagsFor(contestant.backend.split('+'));
  const running = fork(child, { execArgv: [...flags, '--import', import.meta.resolve('tsx')], stdio: [...stdio] });
  return new Session(
    contestant,
    (request) => ask(running, request),
    async () => {
      running.kill();
    },
  );
}

/** Throws `Unavailable` for what this Node does not have. */
function flagsFor(ways: readonly string[]): string[] {
  const joins = nodeFlag(process);
  if (ways.includes('wide') && joins === null) throw new Unavailable('this Node cannot be told to join vectors');
  return [
    ...(ways.includes('wide') && joins ? [joins] : []),
    ...(ways.includes('fma') && !isFmaSupported() ? [NODE_FLAG] : []),
  ];
}

function ask(running: ChildProcess, request: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null, signal: string | null) =>
      reject(new Error(`its process ended: ${signal ?? code}`));
    running.once('exit', gone);
    running.once('message', (answer) => {
      running.off('exit', gone);
      resolve(answer as Answer);
    });
    running.send(request);
  });
}
