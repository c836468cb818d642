import type { en } from './en.ts';
import * as catalogue from './sections/catalogue.ts';
import * as data from './sections/data.ts';
import * as evaluation from './sections/evaluation.ts';
import * as exporting from './sections/export.ts';
import { ja as frame } from './sections/frame.ja.ts';
import * as importing from './sections/import.ts';
import * as kernels from './sections/kernels.ts';
import * as runs from './sections/runs.ts';
import * as step from './sections/step.ts';
import * as train from './sections/train.ts';
import type { Shape } from './shape.ts';

export const ja: Shape<typeof en> = {
  ...frame,
  train: train.ja,
  evaluation: evaluation.ja,
  runs: runs.ja,
  data: data.ja,
  catalogue: catalogue.ja,
  export: exporting.ja,
  import: importing.ja,
  step: step.ja,
  kernels: kernels.ja,
};
