/** `npm run bench`: training steps side by side with others', in one run. What is measured, and how, stands in README.md. */
import { browserContestants, type Contestant, nodeContestants, pytorch, Unavailable } from './contest.ts';
import { openChromium } from './hosts/chromium.ts';
import { nodeHost } from './hosts/node.ts';
import { hasPytorch } from './hosts/python.ts';
import type { Host } from './hosts/session.ts';
import { firstCallNet, netName } from './nets.ts';
import { type Options, parseOptions, usage } from './options.ts';
import { firstCalls, type Outcome, race } from './race.ts';
import { firstCallTable, jsonRow, notes, speedTable } from './table.ts';

const WRONG_USAGE = 2;

function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}

async function measure(
  options: Options,
  contestants: readonly Contestant[],
  chromium: Host | null,
): Promise<Outcome[]> {
  const open = (contestant: Contestant) => {
    const host = contestant.place === 'node' ? nodeHost : chromium;
    if (!host) throw new Error('no browser was opened');
    return host.open(contestant);
  };
  const outcomes: Outcome[] = [];
  for (const net of options.nets) {
    say(`${netName(net)}, batches of ${net.batch}`);
    outcomes.push(...(await race(net, contestants, open)));
  }
  const net = options.nets.find((one) => netName(one) === firstCallNet);
  if (!net) return outcomes;
  say(`first call of ${firstCallNet}`);
  const able = outcomes.filter((one) => one.net === net && one.msPerStep !== null).map(({ contestant }) => contestant);
  const firsts = await firstCalls(
    net,
    able.filter(({ place }) => place === 'node'),
    open,
  );
  return outcomes.map((one) => (one.net === net ? { ...one, ...firsts.get(one.contestant) } : one));
}

function print(outcomes: readonly Outcome[], hosts: readonly Host[]): void {
  const write = (text: string) => process.stdout.write(text);
  for (const { title, place } of hosts) {
    // PyTorch is a guest at both places.
    const own = outcomes.filter(({ contestant }) => contestant.place === place || contestant.system === 'pytorch');
    write(`\n${title}: ms a training step, the number of threads behind the backend\n${speedTable(own)}`);
    if (own.some(({ net }) => netName(net) === firstCallNet)) write(`\n${firstCallTable(own, place)}`);
  }
  write('\n~ slow: shorter epochs, or less than five rounds\n');
  write('* brain.js: as many rows as a batch has, but an update after each, and no Softmax; not the same work\n');
  for (const note of notes(outcomes)) write(`- ${note}\n`);
}

async function tryChromium(): Promise<Host | null> {
  try {
    return await openChromium();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    say(`no browser, left out (CHROMIUM names one): ${error.message}`);
    return null;
  }
}

async function main(): Promise<number> {
  let options: Options;
  try {
    options = parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`bench: ${(error as Error).message}\n${usage}`);
    return WRONG_USAGE;
  }
  const withPytorch = options.pytorch && hasPytorch();
  if (options.pytorch && !withPytorch) say('/usr/bin/python3 has no PyTorch: left out');
  const chromium = options.browser ? await tryChromium() : null;
  const contestants = [...nodeContestants, ...(withPytorch ? [pytorch] : []), ...(chromium ? browserContestants : [])];
  try {
    const outcomes = await measure(options, contestants, chromium);
    if (options.json) {
      const rows = outcomes.filter(({ msPerStep }) => msPerStep !== null).map(jsonRow);
      process.stdout.write(`${JSON.stringify({ rows }, null, 2)}\n`);
      for (const note of notes(outcomes)) say(note);
    } else {
      print(outcomes, chromium ? [nodeHost, chromium] : [nodeHost]);
    }
    // A peer that cannot do something is its own affair; where Gradwire does not do what it should, the bench fails.
    return outcomes.some(({ contestant, fault }) => contestant.system === 'gradwire' && fault) ? 1 : 0;
  } finally {
    await chromium?.close();
  }
}

process.exitCode = await main();
