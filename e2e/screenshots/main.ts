/** Takes a picture of every screen: `tsx e2e/screenshots/main.ts FOLDER [PART OF A NAME …]`. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import { Editor } from '../pages/editor.ts';
import { type Screen, screens } from './screens.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;
const themes = ['light', 'dark'] as const;
const languages = ['en', 'ja'] as const;

interface Look {
  readonly theme: (typeof themes)[number];
  readonly language: (typeof languages)[number];
  readonly size: (typeof sizes)[number];
}

const root = path.resolve(import.meta.dirname, '../..');

/** Each picture has a profile of its own, so that none depends on those before. */
async function take(browser: Browser, address: string, screen: Screen, look: Look, folder: string): Promise<void> {
  const { theme, language, size } = look;
  const context = await browser.newContext({ viewport: size, colorScheme: theme });
  const page = await context.newPage();
  const and = screen.query === '' ? '?' : '&';
  await page.goto(`${address}${screen.query}${and}lang=${language}&theme=${theme}`);
  await page.waitForLoadState('networkidle');
  await screen.reach?.(new Editor(page));
  await page.waitForTimeout(400);
  const name = `${screen.name}.${theme}.${language}.${size.width}x${size.height}.png`;
  await page.screenshot({ path: path.join(folder, name) });
  console.log(name);
  await context.close();
}

const [folder = path.join(root, 'dist/screenshots'), ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const { address, close } = await serve({ folder: path.join(root, 'dist/renderer') });
const browser = await chromium.launch(findChromium());
let failed = 0;
for (const screen of screens.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))) {
  for (const theme of themes) {
    for (const language of languages) {
      for (const size of sizes) {
        await take(browser, address, screen, { theme, language, size }, folder).catch((error: Error) => {
          failed += 1;
          console.error(`${screen.name} ${theme} ${language} ${size.width}: ${error.message.split('\n')[0]}`);
        });
      }
    }
  }
}
await browser.close();
await close();
if (failed > 0) process.exitCode = 1;
