/** How far predicted numbers lie from the true ones. */
export interface ErrorFigures {
  /** Mean of |y − t|. */
  readonly mae: number;
  /** Square root of the mean of (y − t)². */
  readonly rmse: number;
  /** 1 − Σ (y − t)² / Σ (t − mean t)²: 1 is perfect, 0 no better than the mean. */
  readonly r2: number;
}

export interface ResidualReport extends ErrorFigures {
  /** The same for each output; the figures above are the means of theirs. */
  readonly outputs: readonly ErrorFigures[];
}

/**
 * MAE, RMSE and R² (coefficient of determination) as scikit-learn's `mean_absolute_error`, `root_mean_squared_error` and
 * `r2_score` define them, several outputs averaged alike. Of targets that are all the same, R² is 1 for a perfect
 * prediction and else 0.
 *
 * @param predicted `[N, K]`
 * @param truth `[N, K]`
 */
export function residualReport(
  predicted: ArrayLike<number>,
  truth: ArrayLike<number>,
  columns: number,
): ResidualReport {
  const outputs = Array.from({ length: columns }, (_, column) => figuresOf(predicted, truth, columns, column));
  const mean = (figure: keyof ErrorFigures) => outputs.reduce((sum, one) => sum + one[figure], 0) / columns;
  return { mae: mean('mae'), rmse: mean('rmse'), r2: mean('r2'), outputs };
}

function figuresOf(
  predicted: ArrayLike<number>,
  truth: ArrayLike<number>,
  columns: number,
  column: number,
): ErrorFigures {
  const rows = truth.length / columns;
  let [absolute, squared, sum] = [0, 0, 0];
  for (let at = column; at < truth.length; at += columns) {
    const error = (predicted[at] as number) - (truth[at] as number);
    absolute += Math.abs(error);
    squared += error ** 2;
    sum += truth[at] as number;
  }
  let spread = 0;
  for (let at = column; at < truth.length; at += columns) spread += ((truth[at] as number) - sum / rows) ** 2;
  const r2 = spread > 0 ? 1 - squared / spread : squared === 0 ? 1 : 0;
  return { mae: absolute / rows, rmse: Math.sqrt(squared / rows), r2 };
}
