/**
 * A network becomes a plan. The passes, in running order:
 *
 *   fuseLoss       Softmax and cross entropy become one (train and infer plans; tapes keep them apart)
 *   lower          each block writes its forward kernels
 *   metrics        the mean loss, and which rows are right
 *   differentiate  each block, last first, writes its backward kernels
 *   update         penalty, clipping and the optimizer's rule write the new weights
 *   prune          steps whose output nobody reads are dropped
 *   fuseCells      cells that one step alone reads are computed there (train and infer plans)
 *
 * There are three plans: `infer` runs the first three passes, `train` all of them for many steps a call, and `tape` all
 * of them for one step of which every number is kept. `print` shows any of them as text.
 */
export { kernelShape, type TargetForm } from './declare.ts';
export { compileInfer, type InferOptions } from './inferPlan.ts';
export { bytesText, memoryProblems, planBytes } from './memory.ts';
export { names, type Plan, type PlanKind, type Step } from './plan.ts';
export { printKernels, printPlan } from './print.ts';
export { narrow } from './prune.ts';
export { compileTape, type TapeOptions, tapeResults } from './tapePlan.ts';
export { compileTrain, maskScalar, type TrainOptions } from './trainPlan.ts';
export { stateNames, type UpdateSettings } from './update.ts';
export { isLarge, kernelWork } from './work.ts';
