import { type Check, foundTheSame } from '@livestreamer/contracts';
import { keptSessionSecret } from '../accounts/index.ts';
import { audioCapacityOf } from '../audio-capacity.ts';
import type { Config } from '../config.ts';
import { createDoctor } from '../doctor/index.ts';
import { doctorSettingsOf } from '../server-doctor.ts';
import { commandLog } from './command-database.ts';
import type { CommandSurroundings } from './command-surroundings.ts';

export interface DoctorWish {
  /** Send a letter to this address, too. */
  readonly letter?: string;
  /** Hold audio for so many seconds. */
  readonly hold?: number;
}

/** Looks at the machine and at the way through the proxy, and prints what is wrong and the lines to paste. */
export const doctorCommand = async (
  config: Config,
  { letter, hold }: DoctorWish,
  surroundings: CommandSurroundings,
): Promise<void> => {
  const { clock, chance, print, signal } = surroundings;
  const { settings: audio, openFiles } = audioCapacityOf(config);
  const sessionSecret = config.sessionSecret ?? (await keptSessionSecret(config.dataDir)) ?? '';
  const { port, databaseUrl } = config;
  const settings = doctorSettingsOf(config, { ...audio, port, databaseUrl, sessionSecret, openFiles });
  const holding = hold === undefined ? {} : { holdMs: hold * 1_000 };
  const doctor = createDoctor({ settings, ...holding, clock, chance, log: commandLog(surroundings) });
  let failures = 0;
  /** Those next to each other that found the same, until one found something else. */
  let alike: Check[] = [];
  const tell = (): void => {
    for (const line of linesOf(alike)) print(line);
    alike = [];
  };
  const hear = (check: Check): void => {
    if (check.state === 'failed') failures += 1;
    if (alike[0] && !foundTheSame(alike[0], check)) tell();
    alike.push(check);
  };
  const look = async (): Promise<void> => {
    for await (const check of doctor.runChecks()) hear(check);
    tell();
    if (letter !== undefined) hear(await doctor.sendLetter(letter));
    tell();
  };
  await Promise.race([look(), interruption(signal)]);
  if (failures > 0) throw new Error(failures === 1 ? 'One check failed.' : `${failures} checks failed.`);
};

/** Never resolves. */
const interruption = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

const linesOf = (alike: readonly Check[]): string[] => {
  const [first] = alike;
  if (!first) return [];
  const { state, sentence, advice } = first;
  return [
    `${state.padEnd(8)} ${alike.map(({ title }) => title).join(', ')}: ${sentence}`,
    ...(advice === null ? [] : advice.split('\n').map((line) => `         ${line}`)),
  ];
};
