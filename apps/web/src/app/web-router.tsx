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
          {
            path: 'archive',
            lazy: async () => ({ Component: (await import('../pages/archive-page.tsx')).ArchivePage }),
          },
          {
            path: 'schedule',
            lazy: async () => ({ Component: (await import('../pages/schedule-page.tsx')).SchedulePage }),
          },
          {
            path: 'bookmarks',
            lazy: async () => ({ Component: (await import('../pages/bookmarks-page.tsx')).BookmarksPage }),
          },
          {
            path: 'studio',
            lazy: async () => ({ Component: (await import('../pages/studio-page.tsx')).StudioPage }),
          },
          {
            path: 'studio/shows/:id',
            lazy: async () => ({ Component: (await import('../pages/studio-show-page.tsx')).StudioShowPage }),
          },
          {
            path: 'studio/plan',
            lazy: async () => ({ Component: (await import('../pages/studio-plan-page.tsx')).StudioPlanPage }),
          },
          {
            path: 'studio/settings',
            lazy: async () => ({ Component: (await import('../pages/studio-settings-page.tsx')).StudioSettingsPage }),
          },
          { path: ':station', Component: StationRoute },
          {
            path: ':station/archive',
            lazy: async () => ({ Component: (await import('../pages/archive-page.tsx')).ArchivePage }),
          },
          {
            path: ':station/schedule',
            lazy: async () => ({ Component: (await import('../pages/schedule-page.tsx')).SchedulePage }),
          },
          {
            path: ':station/moderation',
            lazy: async () => ({ Component: (await import('../pages/moderation-page.tsx')).ModerationPage }),
          },
          {
            path: ':station/:broadcast',
            lazy: async () => ({ Component: (await import('../pages/broadcast-page.tsx')).BroadcastPage }),
          },
          { path: '*', Component: MissingPage },
        ],
      },
    ],
  },
];

export const createWebRouter = () => createBrowserRouter(webRoutes);
