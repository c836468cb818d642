/** The process of one contestant: requests come in and answers go out as messages. */
import { cpus } from 'node:os';
import type { Contestant, Request } from '../contest.ts';
import { Server } from '../server.ts';
import type { Start } from '../systems/trainer.ts';
import { memory } from './memory.ts';

/** Loads nothing but the contestant's own library: the memory is to be its own. */
async function load({ system }: Contestant): Promise<Start> {
  switch (system) {
    case 'gradwire':
      return (await import('../systems/gradwire.ts')).startGradwire;
    case 'tfjs':
      return (await import('../systems/tfjsNode.ts')).loadTfjs();
    case 'brain.js':
      return (await import('../systems/brain.ts')).loadBrain();
    case 'pytorch':
      throw new Error('PyTorch has a process of its own kind');
  }
}

const server = new Server(load, { cores: cpus().length, memory });

process.on('message', async (request: Request) => {
  process.send?.(await server.answer(request));
});
// The bench is gone, and with it the reason to live.
process.on('disconnect', () => process.exit());
