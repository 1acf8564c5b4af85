import { domainToASCII } from 'node:url';
import { LINK_ENDINGS } from './link-endings.ts';

/** A host name in its ASCII form, in lower case: `пример.рф` is `xn--e1afmkfd.xn--p1ai`. Null: it is none. Also takes a whole address, and a dot at its end. */
export const hostOf = (text: string): string | null => {
  const [, authority = text] = SCHEME.exec(text) ?? [];
  const host = domainToASCII(hostIn(authority).replace(DOTS_AROUND, ''));
  return host === '' || host.length > LONGEST_HOST ? null : host;
};

/**
 * The hosts that a clean text links to, with a scheme or without. `alsoEndings` are endings of names that count beside those of `LINK_ENDINGS`, each in
 * its ASCII form. A name within the path of a link counts too, since the link may lead on to it; an address of e-mail does not.
 */
export const linkedHosts = (clean: string, alsoEndings: ReadonlySet<string> = NONE): ReadonlySet<string> => {
  const text = clean.replace(IDEOGRAPHIC_DOT, '.');
  const hosts = new Set<string>();
  for (const [, authority = ''] of text.matchAll(WITH_SCHEME)) hosts.add(hostOf(authority) ?? authority);
  for (const { 0: run, index } of text.matchAll(BARE)) {
    if (text[index - 1] === '@') continue;
    // "Well...radio.example": more than one dot is no part of a name.
    for (const name of run.split(/\.{2,}/)) {
      const host = bareHostIn(name, alsoEndings);
      if (host !== null) hosts.add(host);
    }
  }
  return hosts;
};

/** Whether a host is that of a rule, or under it. */
export const isUnder = (host: string, ruleHost: string): boolean => host === ruleHost || host.endsWith(`.${ruleHost}`);

/** The ending of a host name. */
export const endingOf = (host: string): string => host.slice(host.lastIndexOf('.') + 1);

/** Up to the last label that is an ending: the next sentence may follow without a blank. */
const bareHostIn = (name: string, alsoEndings: ReadonlySet<string>): string | null => {
  const labels = name.replace(DOTS_AROUND, '').split('.');
  const last = labels.findLastIndex((label, index) => index > 0 && isEnding(label, alsoEndings));
  if (last !== -1) return hostOf(labels.slice(0, last + 1).join('.'));
  return labels.length > 2 && labels[0]?.toLowerCase() === 'www' ? hostOf(labels.join('.')) : null;
};

const isEnding = (label: string, alsoEndings: ReadonlySet<string>): boolean => {
  const ending = label.toLowerCase();
  return ending.startsWith('xn--') || LINK_ENDINGS.has(ending) || alsoEndings.has(domainToASCII(ending));
};

/** What comes after `//`: without the name of an account, and without a port. */
const hostIn = (authority: string): string => {
  const [place = ''] = authority.split(/[/?#\\]/, 1);
  return place.slice(place.lastIndexOf('@') + 1).replace(/:\d*$/, '');
};

const NONE: ReadonlySet<string> = new Set();
/** RFC 1035 §2.3.4: 255 octets with the lengths of its labels. */
const LONGEST_HOST = 253;
const SCHEME = /^[a-z][a-z0-9+.-]*:[/\\]{2}(.*)$/iu;
/** One quantifier after another and never one in another, so that no text takes long. */
const WITH_SCHEME = /:[/\\]{2,}([^\s/?#\\"'<>)]+)/gu;
const BARE = /[\p{L}\p{N}\p{M}.-]+/gu;
const DOTS_AROUND = /^\.+|\.+$/gu;
/** RFC 3490 §3.1: typed where a dot is meant. Its narrow and wide forms are clean dots already, or this one. */
const IDEOGRAPHIC_DOT = /\u3002/gu;
