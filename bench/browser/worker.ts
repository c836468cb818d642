/** The worker of one contestant, as the app runs its engine in one. */
import type { Contestant } from '../contest.ts';
import { Server } from '../server.ts';
import type { Start } from '../systems/trainer.ts';

async function load({ system }: Contestant): Promise<Start> {
  if (system === 'gradwire') return (await import('../systems/gradwire.ts')).startGradwire;
  return (await import('../systems/tfjsBrowser.ts')).loadTfjs();
}

const server = new Server(load, { cores: navigator.hardwareConcurrency, memory: null });

self.onmessage = async ({ data }) => {
  self.postMessage(await server.answer(data));
};
