import type { MessageVerdict } from '../../chat/index.ts';
import { compileExpressions } from './chat-rule-expressions.ts';
import { endingOf, isUnder, linkedHosts } from './chat-rule-links.ts';
import type { ChatRuleRecord } from './chat-rule-store.ts';
import { cleanText, foldCase } from './chat-rule-text.ts';
import { hasWord } from './chat-rule-words.ts';

/** The rules of a station, made ready: what they say to a text. Refusing goes before holding; of several rules the oldest is named. */
export type ChatRulebook = (text: string) => MessageVerdict;

/** The pattern of a link rule that means every link. */
export const EVERY_LINK = '*';

export const compileRulebook = (rules: readonly ChatRuleRecord[]): ChatRulebook => {
  const words = rules
    .filter(({ kind }) => kind === 'word')
    .map((rule) => ({ rule, word: foldCase(cleanText(rule.pattern)) }));
  const expressions = rules.filter(({ kind }) => kind === 'regex');
  const fitting = compileExpressions(expressions.map(({ pattern }) => pattern));
  const links = rules.filter(({ kind }) => kind === 'link');
  const endings = new Set(links.map(({ pattern }) => endingOf(pattern)));

  const brokenLinks = (clean: string): ChatRuleRecord[] => {
    if (links.length === 0) return [];
    const hosts = [...linkedHosts(clean, endings)];
    const isFor = (host: string) => (rule: ChatRuleRecord) =>
      rule.pattern === EVERY_LINK || isUnder(host, rule.pattern);
    return hosts.flatMap((host) => {
      const found = links.filter(isFor(host));
      return found.some(({ act }) => act === 'allow') ? [] : found;
    });
  };

  return (text) => {
    if (rules.length === 0) return { act: 'pass' };
    const clean = cleanText(text);
    const folded = foldCase(clean);
    const broken = new Set([
      ...words.filter(({ word }) => hasWord(folded, word)).map(({ rule }) => rule),
      ...fitting(clean).map((place) => expressions[place]),
      ...brokenLinks(clean),
    ]);
    const rule =
      rules.find((one) => one.act === 'refuse' && broken.has(one)) ??
      rules.find((one) => one.act === 'hold' && broken.has(one));
    return rule?.act === 'refuse' || rule?.act === 'hold' ? { act: rule.act, rule: rule.pattern } : { act: 'pass' };
  };
};
