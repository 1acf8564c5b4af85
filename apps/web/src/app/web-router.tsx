import { createBrowserRouter, type RouteObject } from 'react-router';
import { FailurePage } from '../pages/failure-page.tsx';
import { HomePage } from '../pages/home-page.tsx';
import { MissingPage } from '../pages/missing-page.tsx';
import { StationRoute } from '../pages/station-route.tsx';
import { Shell } from './shell.tsx';

/** Listeners get the station pages at once; forms come when they are wanted. */
export const webRoutes: RouteObject[] = [
  {
    Component: Shell,
    ErrorBoundary: FailurePage,
    HydrateFallback: () => null,
    children: [
      {
        // Inside the shell, so that the player survives a page that breaks.
        ErrorBoundary: FailurePage,
        children: [
          { index: true, Component: HomePage },
          {
            path: 'sign-in',
            lazy: async () => ({ Component: (await import('../pages/sign-in-page.tsx')).SignInPage }),
          },
          { path: 'setup', lazy: async () => ({ Component: (await import('../pages/setup-page.tsx')).SetupPage }) },
          { path: ':station', Component: StationRoute },
          { path: '*', Component: MissingPage },
        ],
      },
    ],
  },
];

export const createWebRouter = () => createBrowserRouter(webRoutes);
