import { Pairs } from './pairs.ts';
import type { Emitter, ModuleBuilder } from './stock.ts';

/**
 * Functions of `Math` written in WebAssembly. GPU.js calls JavaScript's, a lane at a time, which takes longer than the
 * function itself. Here two lanes are computed at once in double precision and rounded to single, as JavaScript's are.
 *
 * Formulas and constants are those of fdlibm (e_exp.c, e_log.c, s_tanh.c), which browsers follow: Copyright (C) 1993 by Sun
 * Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use, copy,
 * modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
const formulas = { exp: emitExp, log: emitLog, tanh: emitTanh } as const;

export type OwnFunction = keyof typeof formulas;

export function isOwnFunction(name: string): name is OwnFunction {
  return name in formulas;
}

/** What the function for four lanes is called; the one for a single number has GPU.js's name. */
export function lanesName(scalar: string): string {
  return `${scalar}_lanes`;
}

/** Adds a function to a module, for a number and for four lanes. */
export function addFunction(builder: ModuleBuilder, name: OwnFunction): void {
  const scalar = `math_${name}`;
  const pair = `${scalar}_pair`;
  formulas[name](builder.addFunction(pair, { params: ['v128'], results: ['v128'] }));

  const one = builder.addFunction(scalar, { params: ['f32'], results: ['f32'] });
  one.localGet(0).f32x4Splat();
  callPair(one, pair);
  one.f32x4ExtractLane(0);

  const four = builder.addFunction(lanesName(scalar), { params: ['v128'], results: ['v128'] });
  four.localGet(0);
  callPair(four, pair);
  new Pairs(four).upperHalf(0);
  callPair(four, pair);
  new Pairs(four).join();
}

/** Of a vector's lower half. */
function callPair(em: Emitter, pair: string): void {
  new Pairs(em).fromSingle();
  em.call(pair);
  new Pairs(em).toSingle();
}

const LN2 = { high: 0.6931471803691238, low: 1.9082149292705877e-10, inverse: Math.LOG2E };
/** Beyond it, and below its opposite, single precision has nothing but infinity and zero. */
const EXP_LIMIT = 128;
const EXP_TERMS = [
  0.16666666666666602, -0.0027777777777015593, 6.613756321437934e-5, -1.6533902205465252e-6, 4.1381367970572385e-8,
];

/**
 * For x = k·ln 2 + r with |r| ≤ ½·ln 2: 2^k and 1 − e^r, the latter as precise where it is small.
 *
 * @param x the local with the pair; its numbers are limited to ±EXP_LIMIT
 * @returns the locals with the two
 */
function emitReduced(em: Emitter, x: number): { readonly power: number; readonly rest: number } {
  const local = () => em.addLocal('v128');
  const [k, high, low, r, square, c, rest, power] = [
    local(),
    local(),
    local(),
    local(),
    local(),
    local(),
    local(),
    local(),
  ];
  const p = new Pairs(em);
  p.get(x).constant(EXP_LIMIT).lesser().constant(-EXP_LIMIT).greater().set(x);
  p.get(x).constant(LN2.inverse).multiply().get(x).sign().constant(0.5).or().add().toIntegers().set(k);
  p.get(x).get(k).fromIntegers().constant(LN2.high).multiply().subtract().set(high);
  p.get(k).fromIntegers().constant(LN2.low).multiply().set(low);
  p.get(high).get(low).subtract().set(r);
  p.get(r).get(r).multiply().set(square);
  p.get(r).get(square).polynomial(square, EXP_TERMS).multiply().subtract().set(c);
  p.get(low).get(r).get(c).multiply().constant(2).get(c).subtract().divide().subtract().get(high).subtract().set(rest);
  p.get(k).powerOfTwo().set(power);
  return { power, rest };
}

function emitExp(em: Emitter): void {
  const { power, rest } = emitReduced(em, 0);
  new Pairs(em).constant(1).get(rest).subtract().get(power).multiply();
}

/** |tanh x| = −t / (t + 2) with t = e^(−2|x|) − 1, which loses nothing where x is small. */
function emitTanh(em: Emitter): void {
  const [x, t] = [em.addLocal('v128'), em.addLocal('v128')];
  const p = new Pairs(em);
  p.get(0).absolute().constant(-2).multiply().set(x);
  const { power, rest } = emitReduced(em, x);
  // t = (2^k − 1) − 2^k·(1 − e^r)
  p.get(power).constant(1).subtract().get(power).get(rest).multiply().subtract().set(t);
  p.get(t).get(t).constant(2).add().divide().absolute().get(0).sign().or();
}

const LOG_TERMS = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
];

/** For x = 2^k·(1 + f) and s = f / (2 + f): log x = k·ln 2 + f − (f²/2 − s·(f²/2 + R)), R a polynomial in s². */
function emitLog(em: Emitter): void {
  const local = () => em.addLocal('v128');
  const [k, f, s, square, half] = [local(), local(), local(), local(), local()];
  const p = new Pairs(em);
  p.split(0, k, f).get(f).constant(1).subtract().set(f);
  p.get(f).constant(2).get(f).add().divide().set(s);
  p.get(s).get(s).multiply().set(square);
  p.get(f).get(f).multiply().constant(0.5).multiply().set(half);
  p.get(k).constant(LN2.high).multiply().get(half);
  p.get(s).get(half).get(square).polynomial(square, LOG_TERMS).multiply().add().multiply();
  p.get(k).constant(LN2.low).multiply().add().subtract().get(f).subtract().subtract();
  // Infinity stays, zero has none, and what is negative or no number gives no number.
  p.get(0).get(0).constant(Number.POSITIVE_INFINITY).isLess().choose();
  p.constant(Number.NEGATIVE_INFINITY).get(0).constant(0).isOther().choose();
  p.constant(Number.NaN).get(0).constant(0).isAtLeast().choose();
}
