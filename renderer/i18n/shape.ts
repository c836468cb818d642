/**
 * The same names as the English catalogue has, with sentences of any language. Only English tells one from many: other
 * languages here have the form `_other` alone.
 */
export type Shape<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Shape<T[K]>;
};
