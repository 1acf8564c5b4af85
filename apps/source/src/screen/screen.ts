import type { Clock } from '@livestreamer/clock';
import { paint, type Terminal } from '../terminal.ts';
import type { ShowStatus } from './show-status.ts';
import { statusLine } from './status-line.ts';

/** What the broadcaster sees: lines that stay and, on a terminal, one line below them that is repainted. */
interface Screen {
  /** A line that stays. */
  say(line: string): void;
  /** A line that stays and asks for attention. */
  warn(line: string): void;
  /** Takes the repainted line away; `say` still works. */
  close(): void;
}

interface ScreenOptions {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly status: () => ShowStatus;
}

const REPAINT_MS = 250;
/** Where nothing can be repainted, the figures are a line now and then. */
const REPEAT_MS = 60_000;

const CLEAR_LINE = '\r\u001b[2K';

export const createScreen = ({ terminal, clock, status }: ScreenOptions): Screen => {
  let open = true;

  const repaint = (): void => {
    if (open && terminal.interactive) terminal.write(CLEAR_LINE + statusLine(status(), terminal));
  };

  const say = (line: string): void => {
    if (terminal.interactive && open) terminal.write(CLEAR_LINE);
    const time = new Date(clock.now()).toTimeString().slice(0, 8);
    terminal.write(terminal.interactive ? `${paint(terminal, 'dim', time)} ${line}\n` : `${line}\n`);
    repaint();
  };

  const timer = terminal.interactive
    ? clock.every(REPAINT_MS, repaint)
    : clock.every(REPEAT_MS, () => terminal.write(`${statusLine(status(), terminal)}\n`));
  repaint();

  return {
    say,
    warn: (line) => say(paint(terminal, 'yellow', line)),
    close: () => {
      timer.cancel();
      if (terminal.interactive && open) terminal.write(CLEAR_LINE);
      open = false;
    },
  };
};
