/** The registry of what a trained network can be written as: the command line and the app both offer this list. */
import { card } from './card/index.ts';
import { javascript } from './javascript/index.ts';
import { onnx } from './onnx/index.ts';
import { pytorch } from './pytorch/index.ts';
import type { ExportModel, Files, Target } from './target.ts';
import { tfjs } from './tfjs/index.ts';
import { csv, json, npz, safetensors } from './weightTargets.ts';

export const targets = {
  safetensors,
  npz,
  onnx,
  tfjs,
  pytorch,
  js: javascript,
  json,
  csv,
  card,
} as const satisfies Readonly<Record<string, Target>>;

export type TargetName = keyof typeof targets;

export const targetNames = Object.keys(targets) as TargetName[];

export function targetOf(name: TargetName): Target {
  return targets[name];
}

/** Writes a trained network. Throws a ProblemError where it cannot be had in this form. */
export function exportModel(target: TargetName, model: ExportModel, name: string): Files {
  return targetOf(target).write(model, name);
}
