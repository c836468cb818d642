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
    /** Of the row with the fault, within the text. */
    row: number;
    /** For quotes: the index in the text behind the one that opens the cell. */
    index?: number;
  }
  interface Parser {
    /** `cursor` is where the rows end that were read, the last of the text left out with `ignoreLastRow`. */
    parse(
      text: string,
      baseIndex: number,
      ignoreLastRow: boolean,
    ): { data: string[][]; errors: ParseError[]; meta: { cursor: number } };
  }
  interface Papa {
    Parser: new (config: ParseConfig) => Parser;
    unparse(
      table: { fields: readonly string[]; data: readonly (readonly (string | number)[])[] },
      config: { newline: string },
    ): string;
  }
  const papa: Papa;
  export default papa;
}
