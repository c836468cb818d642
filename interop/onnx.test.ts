import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onlyFile } from '../core/exchange/target.ts';
import { exportModel } from '../core/exchange/targets.ts';
import { allCases, type Case, difference, rowsOf, TOLERANCE } from './cases.ts';
import { hasPackages, runPython } from './python.ts';

let cases: readonly Case[] = [];
let folder = '';
beforeAll(async () => {
  cases = await allCases();
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-onnx-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('ONNX Runtime gives our outputs', async () => {
  for (const { name, model, x, expected } of cases) {
    const session = await InferenceSession.create(onlyFile(exportModel('onnx', model, name)));
    const feeds = { [session.inputNames[0] as string]: new Tensor('float32', x.data, x.shape) };
    const answer = (await session.run(feeds))[session.outputNames[0] as string];
    expect(difference(answer?.data as Float32Array, expected), name).toBeLessThan(TOLERANCE);
    await session.release();
  }
});

const CHECK = `
import json, sys
import numpy, onnx, onnx.checker
from onnx import shape_inference
try:
    from onnx.reference import ReferenceEvaluator
except ImportError:
    ReferenceEvaluator = None

answers = {}
for name in json.load(open('names.json')):
    model = onnx.load(name + '.onnx')
    onnx.checker.check_model(model, full_check=True)
    shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
    if ReferenceEvaluator:
        x = numpy.array(json.load(open(name + '.json')), dtype=numpy.float32)
        [answer] = ReferenceEvaluator(model).run(None, {model.graph.input[0].name: x})
        answers[name] = answer.ravel().tolist()
json.dump({'reference': ReferenceEvaluator is not None, 'answers': answers}, sys.stdout)
`;

it.skipIf(!hasPackages('onnx', 'numpy'))('ONNX’s own checker is content, and its reference gives our outputs', () => {
  for (const one of cases) {
    const { name, model } = one;
    writeFileSync(path.join(folder, `${name}.onnx`), onlyFile(exportModel('onnx', model, name)));
    writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(rowsOf(one)));
  }
  writeFileSync(path.join(folder, 'names.json'), JSON.stringify(cases.map(({ name }) => name)));
  const { reference, answers } = JSON.parse(runPython(['-c', CHECK], folder));
  // The reference came with version 1.13 of the package; before it the checker alone speaks.
  if (!reference) console.warn('NOTE: this onnx package is older than 1.13 and has no reference evaluator.');
  for (const { name, expected } of reference ? cases : []) {
    expect(difference(answers[name], expected), name).toBeLessThan(TOLERANCE);
  }
});
