import { readFileSync } from 'node:fs';
import { systemClock } from '@livestreamer/clock';
import { EXIT } from './exit-codes.ts';
import { createInterrupts } from './interrupts.ts';
import { runLivestreamer } from './livestreamer-program.ts';
import type { Input } from './machine.ts';
import { systemChance } from './source-chance.ts';
import { readConfig } from './source-config.ts';
import type { Terminal } from './terminal.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const USUAL_COLUMNS = 80;

const readAll = async (): Promise<string> => {
  const pieces: string[] = [];
  for await (const piece of process.stdin.setEncoding('utf8')) pieces.push(String(piece));
  return pieces.join('');
};

const main = async (): Promise<void> => {
  const config = readConfig(process.env);
  const terminal: Terminal = {
    interactive: process.stdout.isTTY === true,
    colour: process.stdout.isTTY === true && config.colour,
    columns: () => process.stdout.columns || USUAL_COLUMNS,
    write: (text) => void process.stdout.write(text),
    complain: (line) => void process.stderr.write(`${line}\n`),
  };
  const input: Input = process.stdin.isTTY ? { kind: 'keyboard' } : { kind: 'text', read: readAll };
  // Whoever reads our output may leave (`livestreamer go-live | head`, a closed terminal): the show goes on.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  const interrupts = createInterrupts({ clock: systemClock, leave: () => process.exit(EXIT.INTERRUPTED) });
  for (const signal of SIGNALS) process.on(signal, interrupts.interrupt);
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  process.exitCode = await runLivestreamer(process.argv.slice(2), {
    version,
    machine: {
      platform: process.platform,
      environment: process.env,
      config,
      terminal,
      input,
      clock: systemClock,
      chance: systemChance,
      onInterrupt: interrupts.onInterrupt,
    },
  });
};

await main();
