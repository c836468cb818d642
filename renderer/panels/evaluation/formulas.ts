import { texNumber } from '../../../core/blocks/explain.ts';
import type { ClassInformation, RowInformation } from '../../../core/train/metrics/rowInformation.ts';
import type { Unit } from '../../charts/options.ts';
import { inUnit } from './units.ts';

/** Terms of a sum that are written out, and of a line of it; the largest come first. */
const [MOST_TERMS, LINE] = [4, 2];
const LONGEST_NAME = 12;

const logarithm: Readonly<Record<Unit, string>> = { bits: String.raw`\log_2`, nats: String.raw`\ln` };
const unitSign: Readonly<Record<Unit, string>> = { bits: String.raw`\,\mathrm{bit}`, nats: String.raw`\,\mathrm{nat}` };

/** The quantities of a prediction, each as its definition, the same with numbers in it, and what that comes to. */
export interface Quantity {
  readonly name: 'information' | 'entropy' | 'crossEntropy' | 'divergence';
  readonly tex: string;
}

/** @param nameOf what a class is called */
export function quantities(row: RowInformation, unit: Unit, nameOf: (index: number) => string): Quantity[] {
  const log = logarithm[unit];
  const amount = (nats: number) => `${texNumber(inUnit(nats, unit))}${unitSign[unit]}`;
  const truth = row.classes.findIndex(({ target }) => target === 1);
  const found: Quantity[] = [];
  if (truth >= 0) {
    const { probability, information } = row.classes[truth] as ClassInformation;
    const p = String.raw`p_{\text{${escaped(nameOf(truth))}}}`;
    const steps = [`-${log} ${p}`, `-${log} ${texNumber(probability)}`, amount(information)];
    found.push({ name: 'information', tex: aligned('I', steps) });
  }
  found.push({
    name: 'entropy',
    tex: aligned('H(p)', [
      String.raw`-\sum_c p_c ${log} p_c`,
      sum(row.classes, ({ probability }) => probability, unit),
      amount(row.entropy),
    ]),
  });
  found.push({
    name: 'crossEntropy',
    tex: aligned('H(t, p)', [
      String.raw`-\sum_c t_c ${log} p_c`,
      sum(row.classes, ({ target }) => target, unit),
      amount(row.crossEntropy),
    ]),
  });
  if (truth < 0) {
    found.push({
      name: 'divergence',
      tex: aligned(String.raw`D(t \,\|\, p)`, [
        'H(t, p) - H(t)',
        `${texNumber(inUnit(row.crossEntropy, unit))} - ${texNumber(inUnit(row.targetEntropy, unit))}`,
        amount(row.divergence),
      ]),
    });
  }
  return found;
}

/** Σ weight · (−log p) with its numbers; what has no weight is left out, what is small goes by dots. */
function sum(classes: readonly ClassInformation[], weight: (one: ClassInformation) => number, unit: Unit): string {
  const counted = classes.filter((one) => weight(one) > 0);
  const share = (one: ClassInformation) => weight(one) * one.information;
  const largest = [...counted].sort((a, b) => share(b) - share(a)).slice(0, MOST_TERMS);
  const terms = largest.map((one) => {
    const amount = texNumber(inUnit(one.information, unit));
    return weight(one) === 1 ? amount : String.raw`${texNumber(weight(one))} \cdot ${amount}`;
  });
  if (counted.length > MOST_TERMS) terms.push(String.raw`\dots`);
  const lines = Array.from({ length: Math.ceil(largest.length / LINE) }, (_, line) => {
    const last = (line + 1) * LINE >= largest.length;
    return terms.slice(line * LINE, last ? undefined : (line + 1) * LINE).join(' + ');
  });
  return terms.length === 0 ? '0' : lines.join(String.raw` \\ &\quad + `);
}

function aligned(left: string, steps: readonly string[]): string {
  return String.raw`\begin{aligned} ${left} &= ${steps.join(String.raw` \\ &= `)} \end{aligned}`;
}

/** A name within `\text{}`: characters that mean something to TeX are taken for themselves. */
function escaped(name: string): string {
  const short = [...name].length > LONGEST_NAME ? `${[...name].slice(0, LONGEST_NAME).join('')}…` : name;
  const signs: Readonly<Record<string, string>> = {
    '\\': String.raw`\textbackslash{}`,
    '^': String.raw`\textasciicircum{}`,
    '~': String.raw`\textasciitilde{}`,
  };
  return short.replace(/[\\{}$&#%_^~]/g, (sign) => signs[sign] ?? `\\${sign}`);
}
