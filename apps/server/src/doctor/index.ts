/** Looks at the machine, and at the way through the proxy, and says what is wrong and which lines to paste. */
export { checkRoutes } from './check-routes.ts';
export { createCheckRuns } from './check-run.ts';
export { createDoctor, type Doctor, type DoctorOptions } from './doctor.ts';
export type { DoctorSettings } from './doctor-settings.ts';
export { createSelfCheck, type SelfCheck } from './self-check/self-check-entrance.ts';
