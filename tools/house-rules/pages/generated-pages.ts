import { ERRORS, LIMITS, ROUTES } from '@livestreamer/contracts';
import { SETTINGS } from '../../../apps/server/src/config.ts';
import type { RepositoryFile } from '../reading/rule-finding.ts';
import { configurationPage, environmentExample } from './configuration-page.ts';
import { restPage } from './rest-page.ts';

/** Every file of the repository that is written from code, as it should be. */
export const generatedPages = (): RepositoryFile[] => {
  const settings = Object.values(SETTINGS);
  return [
    { path: '.env.example', text: environmentExample(settings) },
    { path: 'docs/operations/configuration.md', text: configurationPage(settings) },
    { path: 'docs/protocols/rest.md', text: restPage({ routes: ROUTES, errors: ERRORS, limits: LIMITS }) },
  ];
};
