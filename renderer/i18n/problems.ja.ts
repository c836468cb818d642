import { type ProblemCode, type ProblemText, problemTexts } from '../../core/problem.ts';

export const problemsJa: Readonly<Record<ProblemCode, ProblemText>> = problemTexts;
export const wordsJa: Readonly<Record<string, string>> = {};
