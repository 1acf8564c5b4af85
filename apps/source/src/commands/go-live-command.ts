import type { BitrateKbps } from '../capture/capture.ts';
import { chooseOrigin, type OriginWish } from '../capture/origin-choice.ts';
import type { Credentials } from '../credentials.ts';
import { CommandFailure, EXIT } from '../exit-codes.ts';
import type { Machine } from '../machine.ts';
import { openRecording, type Recording } from '../recording.ts';
import { accessServer } from '../server-access.ts';
import { requireServer } from '../server-choice.ts';
import { runShow } from '../show.ts';
import { watchStation } from '../station-watch.ts';
import { uplinkTarget } from '../uplink/uplink-target.ts';

interface GoLiveOptions {
  readonly wish: OriginWish;
  readonly bitrateKbps: BitrateKbps;
  readonly server: string | undefined;
  /** Null for the default station. */
  readonly station: string | null;
  readonly title: string | null;
  /** Where the show is also written to. */
  readonly savePath: string | null;
}

/** Goes on air and stays there until the file is over or Ctrl-C is pressed. */
export const goLiveCommand = async (
  options: GoLiveOptions,
  { machine, credentials }: { machine: Machine; credentials: Credentials },
): Promise<void> => {
  const { clock, chance, terminal } = machine;
  const { wish, bitrateKbps, station, title, savePath } = options;
  const server = requireServer(options.server, { machine, credentials });
  const cookie = credentials.cookieFor(server);
  if (cookie === null)
    throw new CommandFailure(EXIT.REFUSED, `Not signed in to ${server}. Run \`livestreamer login ${server}\` first.`);

  // Read again for each connection: after `login` in another terminal a show goes on by itself.
  const cookieNow = (): string => {
    try {
      return credentials.cookieFor(server) ?? cookie;
    } catch {
      return cookie;
    }
  };

  const origin = await chooseOrigin(wish, { bitrateKbps, machine });
  const recording = savePath === null ? null : await openNewRecording(savePath);
  terminal.write(
    `Sending ${origin.name} to ${server}${station === null ? '' : `, station ${station}`}. Ctrl-C ends the show.\n`,
  );
  await runShow({
    machine,
    origin,
    target: () => uplinkTarget({ server, station, title, cookie: cookieNow() }),
    recording,
    watch: () => watchStation({ access: accessServer(server, cookie, machine), station, clock, chance }),
  });
};

const openNewRecording = async (path: string): Promise<Recording> => {
  try {
    return await openRecording(path);
  } catch (error) {
    const known = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const why = known ? 'that file is there already; nothing is written over' : String(error);
    throw new CommandFailure(EXIT.FAILED, `The show cannot be saved to ${path}: ${why}. Choose another name.`);
  }
};
