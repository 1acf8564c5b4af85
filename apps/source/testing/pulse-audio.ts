import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@livestreamer/clock';
import { runProgram } from '../src/capture/run-program.ts';
import { pause } from './source-eventually.ts';
import { hostEnvironment } from './test-machine.ts';

/** A real PulseAudio without hardware: it plays into a null sink named `ls_test`, whose monitor can be captured. */
export interface PulseAudio {
  /** For programs that shall use it. */
  readonly environment: NodeJS.ProcessEnv;
  /** Plays a sine of half of full scale until `stop`. */
  playTone(hz: number): void;
  stop(): Promise<void>;
}

const DEADLINE_MS = 15_000;

export const startPulseAudio = async (): Promise<PulseAudio> => {
  const dir = mkdtempSync(join(tmpdir(), 'pulse-'));
  const socket = join(dir, 'native');
  const environment = { ...hostEnvironment(), HOME: dir, XDG_RUNTIME_DIR: dir, PULSE_SERVER: `unix:${socket}` };
  const children: ChildProcess[] = [];
  const run = (command: string, args: readonly string[]): void => {
    children.push(spawn(command, args, { env: environment, stdio: 'ignore' }));
  };

  run('pulseaudio', [
    ...['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no'],
    ...['-L', `module-native-protocol-unix socket=${socket} auth-anonymous=1`],
    ...['-L', 'module-null-sink sink_name=ls_test'],
  ]);

  const untilMs = systemClock.monotonicMs() + DEADLINE_MS;
  while (!(await runProgram('pactl', ['info'], environment))?.ok) {
    if (systemClock.monotonicMs() > untilMs) throw new Error(`PulseAudio did not answer within ${DEADLINE_MS} ms`);
    await pause(50);
  }

  return {
    environment,
    playTone: (hz) => {
      const sine = `0.5*sin(2*PI*${hz}*t)`;
      run('ffmpeg', [
        ...['-nostdin', '-v', 'error', '-re', '-f', 'lavfi', '-i', `aevalsrc=${sine}|${sine}:s=44100`],
        ...['-f', 'pulse', '-device', 'ls_test', 'tone'],
      ]);
    },
    stop: async () => {
      for (const child of children.reverse()) {
        if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await once(child, 'close');
      }
      rmSync(dir, { recursive: true });
    },
  };
};
