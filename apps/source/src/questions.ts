import { isCancel, password as promptSecret, text as promptText } from '@clack/prompts';
import { CommandFailure, EXIT } from './exit-codes.ts';
import type { Machine } from './machine.ts';

interface TextQuestion {
  readonly question: string;
  readonly initial?: string;
  /** How to give the answer when nobody can be asked. */
  readonly instead: string;
}

/** Asks the person at the keyboard. */
export const askText = async ({ input }: Machine, { question, initial, instead }: TextQuestion): Promise<string> => {
  if (input.kind !== 'keyboard') throw new CommandFailure(EXIT.USAGE, `${question}: give it with ${instead}.`);
  const prompt = { message: question, ...(initial === undefined ? {} : { initialValue: initial }), validate: required };
  return answered(await promptText(prompt));
};

/** Asks without showing what is typed; without a keyboard it is the first line of standard input. */
export const askSecret = async ({ input }: Machine, { question }: { question: string }): Promise<string> => {
  if (input.kind === 'keyboard') return answered(await promptSecret({ message: question, validate: required }));
  const [line = ''] = (await input.read()).split(/\r?\n/, 1);
  if (line === '') throw new CommandFailure(EXIT.USAGE, `${question}: standard input was empty.`);
  return line;
};

const required = (answer: string | undefined): string | undefined => (answer ? undefined : 'Please type something.');

const answered = (answer: string | symbol): string => {
  if (isCancel(answer) || typeof answer !== 'string')
    throw new CommandFailure(EXIT.INTERRUPTED, 'Stopped; nothing was changed.');
  return answer;
};
