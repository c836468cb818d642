import { ProblemError, problem } from '../problem.ts';

/** Does what may need more memory than there is: that is then the Problem `dataTooLarge`. */
export async function withinMemory<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isOutOfMemory(error) ? new ProblemError(problem('dataTooLarge', {})) : error;
  }
}

/** Whether it is what engines throw where there is no room for an array or a text, or more than one may have. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /allocation|invalid.* length/i.test(error.message);
}
