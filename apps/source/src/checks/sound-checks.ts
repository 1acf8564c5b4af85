import type { CaptureEnd, CaptureOrigin } from '../capture/capture.ts';
import { probeFfmpeg } from '../capture/ffmpeg-probe.ts';
import { chooseOrigin, GET_FFMPEG, type OriginWish } from '../capture/origin-choice.ts';
import { CommandFailure } from '../exit-codes.ts';
import type { Machine } from '../machine.ts';
import { decibelsText } from '../screen/status-line.ts';
import { SILENT_DB } from '../silence-watch.ts';
import type { Finding } from './finding.ts';

/** The program that captures, and the sound itself. */
export async function* checkSound(wish: OriginWish, machine: Machine): AsyncGenerator<Finding> {
  yield await checkFfmpeg(machine);
  yield await checkOrigin(wish, machine);
}

const checkFfmpeg = async ({ config, environment }: Machine): Promise<Finding> => {
  const what = 'ffmpeg';
  const found = await probeFfmpeg(config.ffmpeg, environment);
  if (!found) return { ok: false, what, says: `there is no ${config.ffmpeg}`, todo: GET_FFMPEG };
  if (found.hasMp3) return { ok: true, what, says: `version ${found.version}, makes MP3` };
  return { ok: false, what, says: `version ${found.version} cannot make MP3 (no libmp3lame)`, todo: GET_FFMPEG };
};

const CHECK_BITRATE_KBPS = 128;

const checkOrigin = async (wish: OriginWish, machine: Machine): Promise<Finding> => {
  const what = 'sound';
  let origin: CaptureOrigin;
  try {
    origin = await chooseOrigin(wish, { bitrateKbps: CHECK_BITRATE_KBPS, machine });
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return { ok: false, what, says: 'nothing to capture', todo: error.message };
  }
  const { peakDb, end } = await listen(origin, machine);
  if (end?.kind === 'failed')
    return {
      ok: false,
      what,
      says: `${origin.name} cannot be opened: ${end.sentence}`,
      todo: 'Take another one of those that `livestreamer devices` lists.',
    };
  if (peakDb > SILENT_DB) return { ok: true, what, says: `${origin.name}, peak ${decibelsText(peakDb).trim()}` };
  return {
    ok: false,
    what,
    says: `${origin.name} opens and is silent`,
    todo: 'Play something while checking. If it stays silent, take another one of those that `livestreamer devices` lists.',
  };
};

const LISTEN_MS = 3_000;

/** Captures until there is sound, at most for a while. */
const listen = async (
  origin: CaptureOrigin,
  { clock }: Machine,
): Promise<{ peakDb: number; end: CaptureEnd | null }> => {
  let peakDb = -Infinity;
  let end: CaptureEnd | null = null;
  await new Promise<void>((resolve) => {
    const deadline = clock.after(LISTEN_MS, () => void finish());
    const capture = origin.start({
      onMp3: () => {},
      onTrouble: () => {},
      onLevel: (level) => {
        peakDb = Math.max(peakDb, level.peakDb);
        if (peakDb > SILENT_DB) void finish();
      },
      onEnd: (how) => {
        end ??= how;
        void finish();
      },
    });
    const finish = async (): Promise<void> => {
      deadline.cancel();
      await capture.stop();
      resolve();
    };
  });
  return { peakDb, end };
};
