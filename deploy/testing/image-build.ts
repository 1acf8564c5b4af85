import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { fillIn, type Instruction, pairOf, readDockerfile, type Stage, wordsOf } from './dockerfile-reader.ts';
import { type Mount, runInRoot } from './image-root.ts';

/** What came of a Dockerfile: a root file system, and how a container of it runs. */
export interface BuiltImage {
  readonly root: string;
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
  /** `1000:1000` */
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
}

export interface ImageBuild {
  readonly dockerfile: string;
  /** What .dockerignore let through. */
  readonly context: string;
  /** An empty folder for the stages. */
  readonly work: string;
  /** Seen by every RUN: the packages that npm has fetched before. */
  readonly mounts: readonly Mount[];
  /** What a RUN sees beside what it is told, as a proxy or a cache. */
  readonly env: ReadonlyMap<string, string>;
  /** Mounts that stand for what a command would make; null: it is run. */
  readonly standsFor: (command: string) => readonly Mount[] | null;
}

interface StageState {
  root: string;
  cwd: string;
  user: string;
  entrypoint: string[];
  command: string[];
  healthCheck: string[];
  volumes: string[];
  readonly env: Map<string, string>;
  readonly given: Map<string, string>;
  readonly labels: Map<string, string>;
  readonly mounts: Mount[];
}

const RUN_WITHIN_MS = 240_000;

/** Builds every stage in its order, with the very commands and copies of the Dockerfile. Throws with the line that fails. */
export const buildImage = async (build: ImageBuild): Promise<BuiltImage> => {
  const done = new Map<string, StageState>();
  let last: StageState | undefined;
  for (const stage of readDockerfile(build.dockerfile)) {
    last = beginStage(stage, done.get(stage.base), build.work);
    for (const instruction of stage.instructions) {
      try {
        await carryOut(instruction, { state: last, done, build });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`line ${instruction.line}: ${instruction.keyword} ${instruction.rest}: ${why}`);
      }
    }
    done.set(stage.name, last);
  }
  if (!last) throw new Error('there is no stage');
  return last;
};

const beginStage = (stage: Stage, base: StageState | undefined, work: string): StageState => {
  const root = join(work, stage.name);
  // Hard links: a stage changes no file of the one that it began with, it only puts others in their place.
  if (base) execFileSync('cp', ['--archive', '--link', base.root, root]);
  else mkdirSync(root);
  return {
    root,
    cwd: base?.cwd ?? '/',
    user: base?.user ?? '0:0',
    entrypoint: [...(base?.entrypoint ?? [])],
    command: [...(base?.command ?? [])],
    healthCheck: [...(base?.healthCheck ?? [])],
    volumes: [...(base?.volumes ?? [])],
    env: new Map(base?.env),
    given: new Map(base?.env),
    labels: new Map(base?.labels),
    mounts: [...(base?.mounts ?? [])],
  };
};

interface Surroundings {
  readonly state: StageState;
  readonly done: ReadonlyMap<string, StageState>;
  readonly build: ImageBuild;
}

const carryOut = async (instruction: Instruction, around: Surroundings): Promise<void> => {
  const { keyword, rest, line } = instruction;
  const { state } = around;
  if (keyword === 'RUN') await run(rest, around);
  else if (keyword === 'COPY') copy(instruction, around);
  else if (keyword === 'WORKDIR') {
    state.cwd = posix.resolve(state.cwd, rest);
    mkdirSync(join(state.root, state.cwd), { recursive: true });
  } else if (keyword === 'USER') state.user = rest;
  else if (keyword === 'ENTRYPOINT') state.entrypoint = wordsOf(rest, line);
  else if (keyword === 'CMD') state.command = wordsOf(rest, line);
  else if (keyword === 'HEALTHCHECK') state.healthCheck = wordsOf(rest.replace(/^CMD\s+/, ''), line);
  else if (keyword === 'VOLUME') state.volumes.push(rest);
  else if (keyword === 'ARG') state.given.set(...pairOf(rest, line));
  else if (keyword === 'ENV') {
    const [name, value] = pairOf(rest, line);
    state.env.set(name, value);
    state.given.set(name, value);
  } else if (keyword === 'LABEL') {
    const [name, value] = pairOf(rest, line);
    state.labels.set(name, fillIn(value, state.given));
  }
};

const run = async (command: string, { state, build }: Surroundings): Promise<void> => {
  const standIn = build.standsFor(command);
  if (standIn) {
    state.mounts.push(...standIn);
    return;
  }
  const env = new Map([...build.env, ...state.given]);
  const { root, cwd } = state;
  const mounts = [...build.mounts, ...state.mounts];
  await runInRoot({ root, cwd, env, mounts, command: ['sh', '-c', command] }, RUN_WITHIN_MS);
};

/** With several sources, or a `/` at its end, the target is a folder; of a folder its content is copied. */
const copy = ({ rest, flags }: Instruction, { state, done, build }: Surroundings): void => {
  const paths = rest.split(/\s+/);
  const to = paths.pop() ?? '';
  const stage = flags.get('from');
  const from = stage === undefined ? build.context : done.get(stage)?.root;
  if (from === undefined) throw new Error(`no stage before it is called ${stage}`);
  const target = join(state.root, posix.resolve(state.cwd, to));
  for (const path of paths) {
    const source = join(from, path);
    if (!existsSync(source)) throw new Error(`${path} is not there`);
    const intoFolder = to.endsWith('/') || paths.length > 1;
    const isFolder = statSync(source).isDirectory();
    const at = !isFolder && intoFolder ? join(target, basename(source)) : target;
    cpSync(source, at, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    const mode = flags.get('chmod');
    if (mode !== undefined) execFileSync('chmod', ['-R', mode, at]);
    const owner = flags.get('chown');
    if (owner !== undefined) execFileSync('chown', ['-R', owner, at]);
  }
};
