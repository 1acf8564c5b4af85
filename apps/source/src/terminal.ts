/** Where the program speaks: a person's terminal, or a file or pipe that a script reads. */
export interface Terminal {
  /** Somebody can see a line being repainted and can be asked things. */
  readonly interactive: boolean;
  readonly colour: boolean;
  columns(): number;
  /** To standard output, as it is. */
  write(text: string): void;
  /** One line to standard error: faults and hints, so that standard output stays readable for scripts. */
  complain(line: string): void;
}

const CODES = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;

/** Text in a colour, when the terminal has any. */
export const paint = (terminal: Terminal, colour: keyof typeof CODES, text: string): string =>
  terminal.colour ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
