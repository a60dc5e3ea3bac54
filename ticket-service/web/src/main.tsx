import '@mantine/core/styles.css';
import './look/tokens.css';
import './look/base.css';
import './look/mantine.css';
import './words/words.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { freshPages } from './look/fresh.ts';

freshPages();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
