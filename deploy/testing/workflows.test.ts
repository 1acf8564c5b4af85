import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { REPOSITORY } from './image-rig.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly steps?: readonly Step[];
  /** Another workflow of ours, which has its own limits. */
  readonly uses?: string;
  readonly 'timeout-minutes'?: number;
}

const FOLDER = `${REPOSITORY}/.github/workflows`;
const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(`${REPOSITORY}/package.json`, 'utf8'));

/** Everything that a workflow would be sent back for. */
const problemsOf = (text: string): string[] => {
  const workflow: Workflow = parse(text);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps ?? []);
  const runs = steps.flatMap(({ run }) => run ?? []);
  return [
    ...steps
      .flatMap(({ uses }) => uses ?? [])
      .filter((uses) => !/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses))
      .map((it) => `not pinned: ${it}`),
    ...jobs
      .flatMap(({ uses }) => uses ?? [])
      .filter((uses) => !uses.startsWith('./') || !isThere(uses))
      .map((it) => `not ours: ${it}`),
    ...[...text.matchAll(/uses: (?!\.\/).*$/gm)]
      .filter(([line]) => !/ # v\d+\.\d+\.\d+$/.test(line))
      .map(([line]) => `no version said: ${line}`),
    ...(workflow.permissions ? [] : ['no permissions']),
    ...Object.entries(workflow.jobs)
      .filter(([, job]) => !job['timeout-minutes'] && job.uses === undefined)
      .map(([name]) => `${name} may run for ever`),
    // A secret in a command line is in its echo; what others may choose, such as the name of a branch, is a command then.
    ...runs.filter((run) => run.includes('${{')).map((run) => `filled in from outside: ${run}`),
    ...steps
      .filter(({ run, env }) => secretsOf(env).some((name) => new RegExp(`echo[^\n|]*\\$\\{?${name}`).test(run ?? '')))
      .map(({ run }) => `echoes a secret: ${run}`),
    ...runs
      .flatMap((run) => [...run.matchAll(/npm (?:run ([\w-]+)|(test|start)\b)/g)])
      .filter(([, a, b]) => !(`${a ?? b}` in scripts))
      .map(([it]) => `no such script: ${it}`),
    ...runs
      .flatMap((run) => [...run.matchAll(/deploy\/[\w/-]+\.(?:sh|yaml)/g)])
      .filter(([path]) => !isThere(path))
      .map(([path]) => `not there: ${path}`),
    ...(/pull_request_target|persist-credentials: true/.test(text) ? ['gives the keys to strangers'] : []),
    ...(text.split('actions/checkout@').length === text.split('persist-credentials: false').length
      ? []
      : ['leaves credentials in the clone']),
  ];
};

const secretsOf = (env: Step['env'] = {}): string[] =>
  Object.entries(env)
    .filter(([, value]) => String(value).includes('secrets.'))
    .map(([name]) => name);

const isThere = (path: string): boolean => {
  try {
    return readFileSync(`${REPOSITORY}/${path}`).length > 0;
  } catch {
    return false;
  }
};

it.each(readdirSync(FOLDER))(
  '%s pins what it uses, asks for little, gives no secret away and runs what is there',
  (name) => {
    expect(problemsOf(readFileSync(`${FOLDER}/${name}`, 'utf8'))).toEqual([]);
  },
);

it.each([
  ['a tag in place of a commit', /actions\/checkout@[0-9a-f]{40}/, 'actions/checkout@v6', /not pinned/],
  ['no permissions', /^permissions:\n.*\n/m, '', /no permissions/],
  ['a script that is not there', 'npm run check', 'npm run chekc', /no such script/],
  ['a job without an end', /\n {4}timeout-minutes: \d+/, '', /for ever/],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own
  ['what a stranger wrote as a command', 'run: npm test', 'run: echo ${{ github.head_ref }}', /from outside/],
])('finds %s', (_, from, to, problem) => {
  const text = readFileSync(`${FOLDER}/check-and-test.yml`, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  expect(problemsOf(changed).join('\n')).toMatch(problem);
});
