import { LINK_PAGES } from '@livestreamer/contracts';
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
          {
            path: 'register',
            lazy: async () => ({ Component: (await import('../pages/register-page.tsx')).RegisterPage }),
          },
          {
            path: 'forgot-password',
            lazy: async () => ({ Component: (await import('../pages/forgot-password-page.tsx')).ForgotPasswordPage }),
          },
          {
            path: LINK_PAGES['confirm-account'],
            lazy: async () => ({ Component: (await import('../pages/link-pages.tsx')).ConfirmAccountPage }),
          },
          {
            path: LINK_PAGES['reset-password'],
            lazy: async () => ({ Component: (await import('../pages/link-pages.tsx')).ResetPasswordPage }),
          },
          {
            path: LINK_PAGES['change-email'],
            lazy: async () => ({ Component: (await import('../pages/link-pages.tsx')).ConfirmEmailPage }),
          },
          {
            path: LINK_PAGES['restore-account'],
            lazy: async () => ({ Component: (await import('../pages/link-pages.tsx')).RestoreAccountPage }),
          },
          {
            path: 'settings',
            lazy: async () => ({ Component: (await import('../pages/settings-page.tsx')).SettingsPage }),
          },
          {
            path: 'admin/:section?',
            lazy: async () => ({ Component: (await import('../pages/admin-page.tsx')).AdminPage }),
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
