export interface FoundChromium {
  readonly executablePath: string;
  /** What it needs on this machine: to run as root, and to have WebGL and WebGPU without a GPU. */
  readonly args: string[];
}

/**
 * The Chromium to use: `CHROMIUM` from the environment, else the system's, else Playwright's own.
 * @throws where there is none, saying how to get one
 */
export declare function findChromium(): FoundChromium;

/** The switches that Chromium needs on this machine, whoever starts it. */
export declare function neededArgs(): string[];
