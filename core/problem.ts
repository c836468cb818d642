/**
 * What a user can get wrong is data: every reader, the validator and the trainer return Problems; only bugs throw.
 * A Problem carries a code and the details of the case; its sentences come from a table per language, so that the
 * command line prints English and the app speaks the user's language.
 */
export const problemTexts = {
  // files
  fileMissing: { message: "The file '{file}' was not found.", hint: 'Check the path, which is relative to {base}.' },
  fileUnreadable: { message: "The file '{file}' cannot be read: {reason}.", hint: 'Check its permissions.' },
  fileUnwritable: { message: "The file '{file}' cannot be written: {reason}.", hint: 'Choose another place.' },
  dropNotKept: {
    message: "The dropped file '{file}' cannot be kept.",
    hint: "Choose it with the 'Choose file' button instead.",
  },
  fileFormat: {
    message: "The file '{file}' is not {expected}.",
    hint: 'Save it again in one of the formats csv, tsv, npy, npz, idx or safetensors.',
  },
  notJson: {
    message: "'{file}' is not JSON: {reason}.",
    hint: 'Open a file saved by Gradwire, or mend the JSON there.',
  },
  notGradwire: {
    message: '\'{file}\' is not a Gradwire project: its "format" is {found}.',
    hint: 'Open a file whose "format" is "gradwire".',
  },
  newerVersion: {
    message: "'{file}' has version {version}; this Gradwire reads up to version {supported}.",
    hint: 'Update Gradwire to open it.',
  },
  invalidField: { message: "'{path}' in the project is {found}, not {expected}.", hint: "Set '{path}' to {expected}." },
  // the graph
  badId: {
    message: "The block name '{id}' is not allowed.",
    hint: 'Use a letter, then up to 39 letters, digits or underscores.',
  },
  duplicateId: { message: "Two blocks are named '{id}'.", hint: 'Rename one of them.' },
  unknownBlock: {
    message: "Block '{id}' has the unknown type '{type}'.",
    hint: 'Use one of {known}, or open the project with the Gradwire that made it.',
  },
  unknownParam: { message: "{name} has no parameter '{param}'.", hint: 'Remove it, or use one of: {known}.' },
  paramType: {
    message: "Parameter '{param}' of {name} is {found}, not {expected}.",
    hint: "Set '{param}' to {expected}.",
  },
  paramRange: {
    message: "Parameter '{param}' of {name} is {value}, outside {min} to {max}.",
    hint: "Set '{param}' to a number from {min} to {max}.",
  },
  wireEnd: {
    message: "The wire from '{from}' to '{to}' names '{end}', which does not exist.",
    hint: 'Remove the wire, or wire ports that exist: {known}.',
  },
  duplicateWire: { message: "The wire from '{from}' to '{to}' is there twice.", hint: 'Remove one of the two.' },
  cycle: {
    message: 'The wires go in a circle: {path}.',
    hint: 'Remove one of these wires; signals must flow from the input to the loss.',
  },
  unwired: {
    message: "Nothing is wired into port '{port}' of {name}.",
    hint: "Wire an output into '{id}.{port}', or remove the block.",
  },
  portTaken: {
    message: "Port '{port}' of {name} has {count} wires ({sources}), but takes one.",
    hint: 'Remove all but one, or join them with an Add or Concat block.',
  },
  portOccupied: {
    message: "Port '{port}' of {name} already has a wire from '{source}'.",
    hint: 'Remove that wire first, or join the two with an Add or Concat block.',
  },
  addShapes: {
    message: "{name} gets {firstFeatures} features from '{first}' but {otherFeatures} from '{other}'.",
    hint: "Set units of '{mend}' to {units}, or join the two with a Concat block.",
  },
  addShapesFixed: {
    message: "{name} gets {firstFeatures} features from '{first}' but {otherFeatures} from '{other}'.",
    hint: "Put a Linear block with {firstFeatures} units behind '{other}', or join the two with a Concat block.",
  },
  targetIntoBlock: {
    message: "{name} gets the target of '{source}' as its input.",
    hint: "Wire the target only into the 'target' port of a loss.",
  },
  notTarget: {
    message: "The 'target' port of {name} gets '{source}', which is no target.",
    hint: "Wire 'target' of the input block into it.",
  },
  lossNotLast: {
    message: "{name} gets the loss '{source}' as its input.",
    hint: 'A loss is the end; remove this wire.',
  },
  needsProbabilities: {
    message: "{name} takes probabilities, but '{source}' gives numbers without bounds.",
    hint: "Put a Softmax block before it, or set 'from' to auto.",
  },
  noInput: { message: 'The network has no Input block.', hint: 'Add an Input block; it brings the data.' },
  severalInputs: {
    message: 'The network has {count} Input blocks: {names}.',
    hint: 'Keep one; its output can feed many.',
  },
  noLoss: {
    message: 'The network has no loss block, so it cannot be trained.',
    hint: 'Add a CrossEntropy block (classes) or a MeanSquaredError block (numbers) at the end.',
  },
  severalLosses: { message: 'The network has {count} loss blocks: {names}.', hint: 'Keep one of them.' },
  unusedBlock: { message: '{name} does not lead to the loss.', hint: 'Wire its output on, or remove it.' },
  noWeights: {
    message: 'The network has nothing to train: no block before the loss has weights.',
    hint: 'Put a Linear block between the input and the loss.',
  },
  tooLarge: {
    message:
      'The network needs about {needed} of memory ({parameters} parameters), more than the {limit} a page may use.',
    hint: "{name} takes the most: lower its 'units', or the batch size.",
  },
  // the data
  noData: { message: 'The project has no data yet.', hint: "Give it data in the Data panel, or with '--data FILE'." },
  dataTooLarge: {
    message: 'The data do not fit into memory.',
    hint: 'Use fewer columns or rows of them, then read them again.',
  },
  engineDied: {
    message: 'The computation broke down: {reason}.',
    hint: 'It may need more memory than there is: use fewer rows, smaller batches or a smaller network, and try again.',
  },
  manyClasses: {
    message: "The target of '{file}' would be {count} classes, more than the {most} there may be.",
    hint: 'If it is numbers to estimate, choose Regression as the task; else choose another column as target.',
  },
  noTarget: { message: "The data '{file}' has no targets.", hint: 'Give it a target, which training needs.' },
  featuresMismatch: {
    message: '{name} expects {expected} features, but the data has {found}.',
    hint: "Set 'features' of '{id}' to {found}.",
  },
  classesMismatch: {
    message: "The data has {classes} classes, but {name} gets {features} features from '{source}'.",
    hint: "Set units of '{mend}' to {classes}.",
  },
  targetWidth: {
    message: "The target has {found} columns, but {name} gets {features} features from '{source}'.",
    hint: "Set units of '{mend}' to {found}.",
  },
  targetKind: {
    message: '{name} needs {expected}, but the data has {found}.',
    hint: 'Use {instead}, or other data.',
  },
  targetOutside: {
    message: 'The target of row {row} is {value}, outside the classes 0 to {last}.',
    hint: 'Number the classes from 0, or give the last block more units.',
  },
  notClassNumber: {
    message: "'{file}' has the target {value} in row {row}, which is no class: those are 0, 1, 2 and so on.",
    hint: 'If the target is numbers to estimate, choose Regression as the task; if it is classes, give them names.',
  },
  targetWords: {
    message: "The target of '{file}' is words, such as '{value}', where numbers are to be estimated.",
    hint: 'Choose a column of numbers as target, or end the network in a CrossEntropy block, which learns classes.',
  },
  unknownClass: {
    message: "'{file}' has the target '{value}' in row {row}, which is no class of this model.",
    hint: 'Its classes are: {known}.',
  },
  emptyCell: {
    message: "'{file}' has {value} in row {row}, column '{column}'.",
    hint: "Fill the cell, or say what becomes of missing values: the column's choice in the Data panel, 'missing' in the project.",
  },
  notCategories: {
    message: "Column '{column}' of '{file}' cannot be read as categories: {reason}.",
    hint: 'Leave the column out of the features.',
  },
  unknownCategory: {
    message: "'{file}' has '{value}' in row {row}, column '{column}', a category that was not trained on.",
    hint: 'It counts as none of them: {known}.',
  },
  nothingToFill: {
    message: "Column '{column}' of '{file}' has no number in the training part that could stand in for missing ones.",
    hint: 'Leave the column out of the features, or give the training part more rows.',
  },
  allLeftOut: {
    message: "'{file}' has a missing value in every row, and such rows are left out.",
    hint: 'Fill missing values instead, or leave the columns out that have the most.',
  },
  rowsLeftOut: {
    message: "Rows of '{file}' with missing values were left out, as in training: {count}.",
    hint: 'Fill their cells, or train with missing values filled.',
  },
  tooManyNumbers: {
    message: "The {rows} rows of '{file}' with {features} features would be {numbers} numbers, more than {most}.",
    hint: 'Use fewer columns of categories, or fewer rows.',
  },
  targetNotProbabilities: {
    message: 'The target of row {row} is no row of probabilities: it {fault}.',
    hint: 'Each row must hold numbers from 0 to 1 that add up to 1.',
  },
  columnMissing: { message: "'{file}' has no column '{column}'.", hint: 'Its columns are: {known}.' },
  notNumeric: {
    message: "'{file}' has {value} in row {row}, column '{column}', where a number is needed.",
    hint: 'Mend the cell, or leave the column out of the features.',
  },
  notFiniteCell: {
    message: "'{file}' has {value} in row {row}, column {column}.",
    hint: 'Replace it by a finite number.',
  },
  decimalComma: {
    message: "'{file}' has {value} in row {row}, column '{column}', with a comma where the decimal point belongs.",
    hint: 'Save the file with decimal points, as spreadsheets do in English.',
  },
  vectorLength: {
    message: "Line {line} of '{file}' has {found} numbers, but its vectors have {expected}.",
    hint: 'Mend the line, or give the word vectors as they were published.',
  },
  vectorCell: {
    message: "'{file}' has {value} in line {line}, column {column}, where a number is needed.",
    hint: 'Mend the line, or give the word vectors as they were published.',
  },
  noWordKnown: {
    message: "'{file}' has no word with a vector in row {row}: {text}.",
    hint: 'The row counts as all zeros; mend it, or use vectors that know its words.',
  },
  noVectors: {
    message: "'{vectors}' has a vector for none of the words of '{file}'.",
    hint: 'Use word vectors of the same language.',
  },
  noRowsKept: {
    message: "The filter keeps no row of '{file}': column '{column}' holds none of its values.",
    hint: 'Check the column and the values of the filter.',
  },
  downloadFailed: {
    message: "'{file}' could not be fetched: {reason}.",
    hint: 'Try again: it goes on where it stopped.',
  },
  downloadWrong: {
    message: "What was fetched as '{file}' is another file: its checksum is wrong.",
    hint: 'Try again later, or from a mirror.',
  },
  downloadCancelled: { message: "Fetching '{file}' was cancelled.", hint: 'Fetch it again to go on where it stopped.' },
  notInCatalogue: { message: "The catalogue has no file '{file}'.", hint: 'Its data sets are: {known}.' },
  notFetched: {
    message: "The data set '{id}' of the catalogue is not on this machine.",
    hint: "Download it in the catalogue of the Data panel, or with 'gradwire fetch {id}'.",
  },
  noCatalogueHost: {
    message: 'This page is served by something that cannot download data sets.',
    hint: "Start Gradwire with 'npm start', or open a file instead.",
  },
  readingCancelled: { message: "Reading '{file}' was cancelled.", hint: 'Read it again when it is wanted.' },
  noImages: {
    message: "'{file}' holds no PNG or JPEG images in folders named after their classes.",
    hint: 'Give a folder, or a zip of it, with a folder a class in it: cats/1.png, dogs/1.png.',
  },
  tooManyImages: {
    message: "The {count} images of '{file}' would be {numbers} numbers, more than {most}.",
    hint: 'Make them smaller or grey, or use fewer.',
  },
  rowLength: {
    message: "Row {row} of '{file}' has {found} cells, but the table has {expected} columns.",
    hint: 'Mend the row, or its quotes.',
  },
  badQuotes: {
    message: "The quote that opens in line {line} of '{file}' is never closed, or closed within its cell.",
    hint: 'Close it and double the quotes inside the cell, or read the file with quoting off.',
  },
  emptyData: { message: "'{file}' holds no rows.", hint: 'Give a file with at least one row of data.' },
  rowsDiffer: {
    message: "x has {rows} rows in '{file}', but the target has {targets} in '{other}'.",
    hint: 'Give files of the same length.',
  },
  arrayMissing: { message: "'{file}' holds no array '{key}'.", hint: 'It holds: {known}. Name one after a #.' },
  arrayChoice: {
    message: "'{file}' holds several arrays: {known}.",
    hint: "Name one after a #, as in '{file}#{first}'.",
  },
  arrayShape: {
    message: "The array in '{file}' has shape [{shape}], where {expected} is needed.",
    hint: 'Give {expected}.',
  },
  badShares: { message: 'The split shares add up to {sum}, not 1.', hint: 'Make train, valid and test add up to 1.' },
  emptyPart: { message: 'The {part} part of the data has no rows.', hint: 'Raise its share, or use more data.' },
  badDerive: {
    message: "The derived input '{input}' is not understood.",
    hint: 'Use forms such as x1, x1^2, x1*x2, sin(x1) or cos(x1), with x1 to x{count}.',
  },
  badRows: { message: "The rows '{rows}' are not within 0 to {last}.", hint: "Give a row or a range, as in '0-3'." },
  badBatch: {
    message: 'The batch is not usable: {reason}.',
    hint: 'Give {"x": {"shape": [B, F], "data": […]}, "target": …}.',
  },
  // weights
  badSafetensors: { message: "'{file}' is not a sound safetensors file: {reason}.", hint: 'Save the weights again.' },
  weightMissing: {
    message: "The weights have no '{weight}', which {name} needs.",
    hint: 'Give the weights of this network.',
  },
  weightShape: {
    message:
      "{name} gets {features} features from '{source}', and its '{weight}' is [{expected}], but the loaded one is [{found}].",
    hint: 'Set {mend}, or reset this weight.',
  },
  weightExtra: {
    message: "The weights hold '{weight}', which no block of this network has.",
    hint: 'Check that they belong to it.',
  },
  weightNotFinite: { message: "The loaded weight '{weight}' holds {value}.", hint: 'Give weights of finite numbers.' },
  notCheckpoint: {
    message: "'{file}' holds weights but no training state.",
    hint: 'Resume from a checkpoint, or start from these weights (--init).',
  },
  checkpointOptimizer: {
    message: 'The checkpoint was made with {found}, but the project trains with {expected}.',
    hint: 'Set the optimizer to {found}, or start from its weights (--init).',
  },
  badRunLines: {
    message: "Lines of '{file}' that are no runs were left out ({count}): {lines}.",
    hint: 'The other runs are there; mend these lines, or delete them.',
  },
  // models to and from other software
  badModel: { message: "'{file}' is not a sound {format} file: {reason}.", hint: 'Export the model again.' },
  unknownOp: {
    message: "'{file}' uses '{op}' in node '{node}' in a way that no block has.",
    hint: 'These can be taken over: {known}.',
  },
  notClassifier: {
    message: '{name} gives values, not classes, so there are no probabilities and no logits.',
    hint: 'Take what the last block gives (no --output), or put a CrossEntropy loss behind it.',
  },
  noLogits: {
    message: 'There are no logits before the probabilities of {name}.',
    hint: 'Take what the last block gives (no --output), or end the network with a Softmax block.',
  },
  exportDiffers: {
    message: 'What was written as {format} answers differently when it is read back: by {difference} on {rows} rows.',
    hint: 'Weights that are very large may be the cause: train again with a lower learning rate, or use another format.',
  },
  filesBeside: {
    message: "'{file}' keeps its weights in other files: {names}.",
    hint: "Choose or drop '{file}' together with these files, or the folder or a zip of them.",
  },
  scalingLeft: {
    message: "The network of '{file}' standardises its rows itself; here that is done to the data.",
    hint: 'Switch on standardisation in the data, or predict with the weights file, which holds the means and deviations.',
  },
  noProject: {
    message: "'{file}' holds weights, but no network.",
    hint: 'Name the project that they belong to (--project).',
  },
  // running
  notFinite: {
    message: 'Training stopped in epoch {epoch}, step {step}: the {what} of {name} is no longer finite.',
    hint: 'Lower the learning rate, or clip the gradients; the last finite weights were kept.',
  },
  backendMissing: { message: "The backend '{backend}' is not available here: {reason}.", hint: 'Use one of: {known}.' },
} as const satisfies Record<string, ProblemText>;

export interface ProblemText {
  readonly message: string;
  readonly hint: string;
}

export type ProblemCode = keyof typeof problemTexts;

/** The names between braces in a sentence. */
type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name extends `"${string}` | ''
    ? Placeholders<Rest>
    : Name | Placeholders<Rest>
  : never;

/** The details a code needs: what its message and hint name, and nothing else. */
export type ProblemDetails<Code extends ProblemCode> = Readonly<
  Record<
    Placeholders<(typeof problemTexts)[Code]['message']> | Placeholders<(typeof problemTexts)[Code]['hint']>,
    string | number
  >
>;

/** A mend that the app can offer as a button. */
export type Fix =
  | {
      readonly kind: 'setParam';
      readonly block: string;
      readonly param: string;
      readonly value: number | string | boolean;
    }
  | { readonly kind: 'removeParam'; readonly block: string; readonly param: string }
  /** Another id for the last block that has this one. */
  | { readonly kind: 'giveId'; readonly block: string; readonly id: string }
  | { readonly kind: 'removeWire'; readonly from: string; readonly to: string }
  | { readonly kind: 'removeBlock'; readonly block: string }
  | { readonly kind: 'addBlock'; readonly type: string }
  /** The loss block that the targets need, and as many outputs; null where their number is not known. */
  | {
      readonly kind: 'fitTarget';
      readonly task: 'classification' | 'regression';
      readonly width: number | null;
    };

export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
  readonly details: Readonly<Record<string, string | number>>;
  /** Where: the block, and its port or parameter. */
  readonly block?: string;
  readonly port?: string;
  readonly param?: string;
  readonly fix?: Fix;
}

/** Where a Problem sits, how grave it is, and what would mend it. */
export interface ProblemPlace {
  readonly severity?: 'error' | 'warning';
  readonly block?: string | undefined;
  readonly port?: string | undefined;
  readonly param?: string | undefined;
  readonly fix?: Fix | undefined;
}

export function problem<Code extends ProblemCode>(
  code: Code,
  details: ProblemDetails<Code>,
  place: ProblemPlace = {},
): Problem {
  const text: ProblemText = problemTexts[code];
  return {
    severity: place.severity ?? 'error',
    code,
    message: fill(text.message, details),
    hint: fill(text.hint, details),
    details,
    ...(place.block !== undefined && { block: place.block }),
    ...(place.port !== undefined && { port: place.port }),
    ...(place.param !== undefined && { param: place.param }),
    ...(place.fix !== undefined && { fix: place.fix }),
  };
}

/** A sentence with its details put in. Only names of letters between braces are replaced. */
export function fill(sentence: string, details: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}

/** Carries Problems out of deep code to the nearest reader that returns them; never leaves `core`. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];

  constructor(...problems: Problem[]) {
    super(problems[0]?.message ?? 'a problem');
    this.problems = problems;
  }
}

export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Runs `work`; Problems that it throws come back as data, any other error is a bug and goes on. */
export function collect<T>(work: (warn: (problem: Problem) => void) => T): Result<T> {
  const warnings: Problem[] = [];
  try {
    return { ok: true, value: work((warning) => warnings.push(warning)), problems: warnings };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problems: [...error.problems, ...warnings] };
    throw error;
  }
}

/** `collect` for work that waits. */
export async function collectAsync<T>(work: (warn: (problem: Problem) => void) => Promise<T>): Promise<Result<T>> {
  const warnings: Problem[] = [];
  try {
    return { ok: true, value: await work((warning) => warnings.push(warning)), problems: warnings };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problems: [...error.problems, ...warnings] };
    throw error;
  }
}

/** The value, or a ProblemError for the nearest `collect`. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ProblemError(...result.problems);
}

export function isError(candidate: Problem): boolean {
  return candidate.severity === 'error';
}
