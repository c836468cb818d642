import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './style/tokens.css';
import './style/base.css';
import './style/app.css';
import './style/canvas.css';
import './style/panels.css';
import './style/data.css';
import './style/step.css';
import './style/train.css';
import './style/evaluation.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { startApp } from './startApp.ts';

startApp();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
