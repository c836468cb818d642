import { prove } from '../../core/exchange/prove.ts';
import { testResults } from '../../core/exchange/results.ts';
import { type ExportModel, pack } from '../../core/exchange/target.ts';
import { exportModel, targetOf } from '../../core/exchange/targets.ts';
import type { Exported, ExportRequest } from './api.ts';
import type { Model } from './model.ts';

/** Writes the model as it is now and proves what was written. Throws a ProblemError where it cannot be written so. */
export async function exportFrom(model: Model, request: ExportRequest): Promise<Exported> {
  const { target: to, project, name, history, language, output, preprocess } = request;
  const { network, weights, data, settings, epoch } = model;
  const target = targetOf(to);
  const trained: ExportModel = {
    ...{ project, network, weights, data, history, language, output, preprocess },
    preprocessing: data?.preprocessing ?? request.preprocessing,
    ...(to === 'card' && { results: await testResults(network, weights, data, settings) }),
  };
  const files = exportModel(to, trained, name);
  return {
    files: [...files].map(([file, bytes]) => ({ name: file, bytes: bytes.length })),
    packed: pack(target, files, name),
    verified: await prove(target, files, trained, settings),
    epoch,
  };
}
