import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './style/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { ErrorBoundary } from './parts/ErrorBoundary.tsx';
import { startApp } from './startApp.ts';

startApp();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <ErrorBoundary>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
