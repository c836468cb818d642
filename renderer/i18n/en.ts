import * as catalogue from './sections/catalogue.ts';
import * as data from './sections/data.ts';
import * as evaluation from './sections/evaluation.ts';
import * as exporting from './sections/export.ts';
import { en as frame } from './sections/frame.en.ts';
import * as importing from './sections/import.ts';
import * as kernels from './sections/kernels.ts';
import * as runs from './sections/runs.ts';
import * as step from './sections/step.ts';
import * as train from './sections/train.ts';

/** Every sentence of the interface. A section's file holds both languages, so that they are changed together. */
export const en = {
  ...frame,
  train: train.en,
  evaluation: evaluation.en,
  runs: runs.en,
  data: data.en,
  catalogue: catalogue.en,
  export: exporting.en,
  import: importing.en,
  step: step.en,
  kernels: kernels.en,
} as const;
