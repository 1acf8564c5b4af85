import { type ShownSetting, settingsTable } from '../../../apps/server/src/commands/settings-table.ts';

/** Settings of one module are named `LIVESTREAMER_<MODULE>_<NAME>`; the others have names that every host knows. */
const isOurs = ({ name }: ShownSetting): boolean => name.startsWith('LIVESTREAMER_');

/** docs/operations/configuration.md. */
export const configurationPage = (settings: readonly ShownSetting[]): string => `# Configuration

All settings come from the environment; none is needed to begin. The server reads them once, when it starts, and refuses
to start with a list of everything that is wrong. An empty variable counts as unset.

\`.env.example\` holds the same list, ready to copy. The server does not read \`.env\` files itself: hand them over with
\`set -a; . ./.env; set +a; npm start\`, with \`EnvironmentFile=\` of systemd, or with \`env_file:\` of Compose.

## The server and what is around it

${settingsTable(settings.filter((setting) => !isOurs(setting)))}

## Its modules

${settingsTable(settings.filter(isOurs))}

<!-- Written from apps/server/src/config.ts by tools/house-rules/write-generated-pages.ts: change it there. -->
`;

const assignment = ({ name, default: without, sentence }: ShownSetting): string =>
  `# ${sentence}\n#${name}=${without ?? ''}\n`;

/** .env.example: every setting as a comment, with what holds without it. */
export const environmentExample = (settings: readonly ShownSetting[]): string =>
  `# Settings of LiveStreamer: what holds without them. Take the # away from what you change.
# Explained in docs/operations/configuration.md; written from apps/server/src/config.ts, so change them there.

${settings.map(assignment).join('\n')}`;
