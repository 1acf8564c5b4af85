import type { OriginWish } from '../capture/origin-choice.ts';
import type { Finding } from '../checks/finding.ts';
import { checkServer } from '../checks/server-checks.ts';
import { checkSound } from '../checks/sound-checks.ts';
import type { Credentials } from '../credentials.ts';
import { CommandFailure, EXIT } from '../exit-codes.ts';
import type { Machine } from '../machine.ts';
import { chooseServer } from '../server-choice.ts';
import { paint, type Terminal } from '../terminal.ts';

interface CheckOptions {
  readonly wish: OriginWish;
  readonly server: string | undefined;
  readonly station: string | null;
}

/** Tests all that a show needs, without going on air; one line for each. Fails when any of them does. */
export const checkCommand = async (
  { wish, server: named, station }: CheckOptions,
  { machine, credentials }: { machine: Machine; credentials: Credentials },
): Promise<void> => {
  const server = chooseServer(named, { machine, credentials });
  let failed = 0;
  for (const checks of [checkSound(wish, machine), checkServer({ server, station, machine, credentials })]) {
    for await (const finding of checks) {
      if (!finding.ok) failed += 1;
      show(finding, machine.terminal);
    }
  }
  if (failed > 0) throw new CommandFailure(EXIT.FAILED, `${failed === 1 ? 'One check' : `${failed} checks`} failed.`);
  machine.terminal.write('All is ready: livestreamer go-live\n');
};

const show = (finding: Finding, terminal: Terminal): void => {
  const mark = finding.ok ? paint(terminal, 'green', 'ok    ') : paint(terminal, 'red', 'failed');
  terminal.write(`${mark}  ${finding.what.padEnd(9)} ${finding.says}\n`);
  if (!finding.ok)
    terminal.write(`        ${' '.repeat(9)} → ${finding.todo.replaceAll('\n', `\n${' '.repeat(20)}`)}\n`);
};
