import { type Config, type Environment, SETTINGS } from '../config.ts';
import type { CommandSurroundings } from './command-surroundings.ts';
import { type ConnectionFinding, checkConnections } from './connection-checks.ts';
import { settingsTable } from './settings-table.ts';

/** Says whether the server could start with these settings, and whether what they name can be reached. */
export const configCheckCommand = async (config: Config, surroundings: CommandSurroundings): Promise<void> => {
  const { env, print } = surroundings;
  print(line({ state: 'ok', title: 'Settings', sentence: 'are well-formed, and enough to start with.' }));
  for (const name of unknownSettings(env))
    print(line({ state: 'warning', title: 'Settings', sentence: `${name} is set, but there is no such setting.` }));
  const findings = await checkConnections(config, surroundings);
  for (const finding of findings) print(line(finding));
  const failures = findings.filter(({ state }) => state === 'failed').length;
  if (failures > 0) throw new Error(failures === 1 ? 'One check failed.' : `${failures} checks failed.`);
};

/** Prints the settings as docs/operations/configuration.md has them. */
export const configDocsCommand = ({ print }: CommandSurroundings): void =>
  print(settingsTable(Object.values(SETTINGS)));

const PREFIX = 'LIVESTREAMER_';

/** Ours by their name, and read by nobody: misspelt, or of another version. */
const unknownSettings = (env: Environment): string[] => {
  const known = new Set<string>(Object.values(SETTINGS).map(({ name }) => name));
  return Object.keys(env).filter((name) => name.startsWith(PREFIX) && !known.has(name));
};

const line = ({ state, title, sentence }: ConnectionFinding): string =>
  `${state.padEnd(8)} ${title.padEnd(10)} ${sentence}`;
