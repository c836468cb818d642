export interface FoundChromium {
  readonly executablePath: string;
  /** What it needs on this machine: to run as root, and where that is asked for to have WebGL and WebGPU. */
  readonly args: string[];
}

/**
 * The Chromium to use: `CHROMIUM` from the environment, else the system's, else Playwright's own.
 * @param options `gpu`: whether WebGL and WebGPU must be there even without a GPU: in software, slowly; `shell`: whether one
 *   without windows will do, which starts a page with half the work, where there is one
 * @throws where there is none, saying how to get one
 */
export declare function findChromium(options?: { readonly gpu?: boolean; readonly shell?: boolean }): FoundChromium;
