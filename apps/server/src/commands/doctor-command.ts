import type { Check } from '@livestreamer/contracts';
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
  const tell = (check: Check): void => {
    if (check.state === 'failed') failures += 1;
    for (const line of linesOf(check)) print(line);
  };
  const look = async (): Promise<void> => {
    for await (const check of doctor.runChecks()) tell(check);
    if (letter !== undefined) tell(await doctor.sendLetter(letter));
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

const linesOf = ({ state, title, sentence, advice }: Check): string[] => [
  `${state.padEnd(8)} ${title}: ${sentence}`,
  ...(advice === null ? [] : advice.split('\n').map((line) => `         ${line}`)),
];
