import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { createWebClient } from './app/create-web-client.ts';
import { Providers } from './app/providers.tsx';
import { createWebRouter } from './app/web-router.tsx';
import './styles/index.scss';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root.');
createRoot(root).render(
  <StrictMode>
    <Providers client={createWebClient(window)}>
      <RouterProvider router={createWebRouter()} />
    </Providers>
  </StrictMode>,
);
