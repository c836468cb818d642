/**
 * Finds a Chromium and says how it must be started here. Plain JavaScript without dependencies, so that scripts can use
 * it before anything is installed.
 */
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const shells = ['chromium-headless-shell', 'chrome-headless-shell'];

/** Where browsers are that no PATH leads to. */
const places = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

/**
 * The Chromium to use: `CHROMIUM` from the environment, else the system's, else Playwright's own.
 * @param {{ gpu?: boolean, shell?: boolean }} [options] `gpu`: whether WebGL and WebGPU must be there even without a GPU: in
 *   software, slowly; `shell`: whether one without windows will do, which starts a page with half the work, where there is one
 * @returns its path and the switches it needs on this machine
 * @throws where there is none, saying how to get one
 */
export function findChromium({ gpu = false, shell = false } = {}) {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '' && !existsSync(named)) {
    throw new Error(`CHROMIUM names '${named}', which does not exist.`);
  }
  const executablePath =
    named ||
    (shell && onPath(shells)) ||
    onPath(names) ||
    (places[process.platform] ?? []).find(existsSync) ||
    playwrights();
  if (!executablePath) {
    throw new Error(
      "There is no Chromium: install one, name it in CHROMIUM, or run 'npx playwright install chromium'.",
    );
  }
  return { executablePath, args: neededArgs(gpu) };
}

function neededArgs(gpu) {
  const args = [
    '--no-first-run',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  // Chromium refuses to run as root inside its sandbox; containers are the usual case.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  if (gpu && !hasGpu()) {
    args.push(
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--enable-unsafe-webgpu',
      '--use-webgpu-adapter=swiftshader',
      '--enable-features=Vulkan',
    );
  }
  return args;
}

/** Whether there is a GPU to draw and reckon with; where it cannot be told, Chromium finds out by itself. */
function hasGpu() {
  if (process.platform !== 'linux') return true;
  if (existsSync('/dev/nvidia0')) return true;
  return existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => name.startsWith('renderD'));
}

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const ending = process.platform === 'win32' ? '.exe' : '';
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name + ending);
      if (isExecutable(file)) return file;
    }
  }
  return null;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Playwright's own browser, where both are installed. */
function playwrights() {
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core');
    return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
  } catch {
    return null;
  }
}
