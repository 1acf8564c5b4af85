/** One instruction of a Dockerfile: `COPY --from=build a b`. */
export interface Instruction {
  readonly line: number;
  readonly keyword: string;
  /** `from`, `chown`, `chmod`, `interval` … */
  readonly flags: ReadonlyMap<string, string>;
  /** What follows, with its continued lines joined and no comments in it. */
  readonly rest: string;
}

/** What is between one FROM and the next. */
export interface Stage {
  /** The name after AS, or the number of the stage. */
  readonly name: string;
  /** An earlier stage, or an image: with its arguments filled in. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

const KNOWN = new Set(
  'ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN STOPSIGNAL USER VOLUME WORKDIR'.split(' '),
);

const FLAG = /^--([a-z-]+)=(\S+)\s+/;

/** Reads as much of the Dockerfile language as ours use, and throws for everything else, so that nothing is passed over. */
export const readDockerfile = (text: string): Stage[] => {
  const given = new Map<string, string>();
  const stages: { name: string; base: string; instructions: Instruction[] }[] = [];
  for (const instruction of instructionsOf(text)) {
    const { line, keyword, rest } = instruction;
    const stage = stages.at(-1);
    if (keyword === 'FROM') {
      const [, base = '', name = String(stages.length)] = /^(\S+)(?:\s+AS\s+([a-z-]+))?$/.exec(rest) ?? [];
      if (base === '') throw new Error(`line ${line}: FROM wants an image, and perhaps AS and a name`);
      stages.push({ name, base: fillIn(base, given), instructions: [] });
    } else if (stage) stage.instructions.push(instruction);
    else if (keyword === 'ARG') given.set(...pairOf(rest, line));
    else throw new Error(`line ${line}: ${keyword} stands before the first FROM`);
  }
  if (stages.length === 0) throw new Error('there is no FROM');
  return stages;
};

const instructionsOf = (text: string): Instruction[] => {
  const instructions: Instruction[] = [];
  let open: { line: number; text: string } | null = null;
  for (const [index, full] of text.split('\n').entries()) {
    const bare = full.trim();
    if (bare === '' || bare.startsWith('#')) continue;
    const begun: { line: number; text: string } = open ?? { line: index + 1, text: '' };
    open = { line: begun.line, text: `${begun.text} ${bare.replace(/\\$/, '').trim()}`.trim() };
    if (bare.endsWith('\\')) continue;
    instructions.push(instructionOf(open.text, open.line));
    open = null;
  }
  if (open) throw new Error(`line ${open.line}: the file ends in the middle of it`);
  return instructions;
};

const instructionOf = (text: string, line: number): Instruction => {
  const [, keyword = '', after = ''] = /^(\w+)\s+(.*)$/.exec(text) ?? [];
  if (!KNOWN.has(keyword)) throw new Error(`line ${line}: ${keyword || text} is no instruction that we know`);
  const flags = new Map<string, string>();
  let rest = after;
  for (let flag = FLAG.exec(rest); flag; flag = FLAG.exec(rest)) {
    flags.set(flag[1] ?? '', flag[2] ?? '');
    rest = rest.slice(flag[0].length);
  }
  if (rest === '' || rest.startsWith('--')) throw new Error(`line ${line}: ${keyword} is not whole: ${after}`);
  return { line, keyword, flags, rest };
};

/** `NAME=value`, `NAME="two words"`. */
export const pairOf = (text: string, line: number): [name: string, value: string] => {
  const [, name = '', value = ''] = /^([\w.]+)=(?:"?)(.*?)(?:"?)$/.exec(text) ?? [];
  if (name === '') throw new Error(`line ${line}: ${text} is not NAME=value, one to a line`);
  return [name, value];
};

/** `["node", "main.js"]`; a shell's form is refused, because a shell in between keeps signals from the program. */
export const wordsOf = (text: string, line: number): string[] => {
  const words: unknown = text.startsWith('[') ? JSON.parse(text) : null;
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string'))
    throw new Error(`line ${line}: write it as a list of words, ["node", "main.js"]`);
  return words;
};

/** `${NAME}`; throws for one that nobody gave. */
export const fillIn = (text: string, given: ReadonlyMap<string, string>): string =>
  text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = given.get(name);
    if (value === undefined) throw new Error(`\${${name}} is not set`);
    return value;
  });
