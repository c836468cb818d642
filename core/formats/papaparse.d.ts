/**
 * The part of Papa Parse that `cells.ts` uses. Its published types bring Node's along, which core must not see; so it is
 * imported by its file name, which they do not cover.
 */
declare module 'papaparse/papaparse.js' {
  interface ParseConfig {
    delimiter: string;
    newline: string;
    /** Splits at newlines and delimiters without a look at quotes. */
    fastMode?: boolean;
  }
  interface ParseError {
    type: 'Quotes' | 'Delimiter' | 'FieldMismatch';
    /** For quotes: the index in the text behind the one that opens the cell. */
    index?: number;
  }
  interface Papa {
    parse(text: string, config: ParseConfig): { data: string[][]; errors: ParseError[] };
    unparse(
      table: { fields: readonly string[]; data: readonly (readonly (string | number)[])[] },
      config: { newline: string },
    ): string;
  }
  const papa: Papa;
  export default papa;
}
