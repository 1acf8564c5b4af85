import { isIP } from 'node:net';
import type { z } from 'zod';

/** Reads the text of a setting, or throws an error whose message goes on from "NAME …". */
export type Parser<T> = (text: string) => T;

/** Any text. */
export const text: Parser<string> = (value) => value;

/** A whole number from `min` to `max`, both included. */
export const wholeNumber =
  ({ min, max }: { min: number; max: number }): Parser<number> =>
  (value) => {
    const parsed = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(parsed >= min && parsed <= max))
      throw new Error(`must be a whole number from ${min} to ${max}, not "${value}"`);
    return parsed;
  };

/** One of a few words. */
export const oneOf =
  <const Word extends string>(...words: readonly Word[]): Parser<Word> =>
  (value) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw new Error(`must be one of ${words.join(', ')}, not "${value}"`);
    return found;
  };

/** The word `auto`, or what `parse` reads. */
export const autoOr =
  <T>(parse: Parser<T>): Parser<T | 'auto'> =>
  (value) =>
    value === 'auto' ? value : parse(value);

const url = (value: string, protocols: readonly string[]): URL => {
  const parsed = URL.canParse(value) ? new URL(value) : null;
  if (!parsed || !protocols.includes(parsed.protocol) || parsed.hostname === '')
    throw new Error(`must be an address that begins with ${protocols.map((name) => `${name}//`).join(' or ')}`);
  return parsed;
};

/** An address of one of these protocols (`postgres:` …). It may hold a password, so it is never shown. */
export const serverUrl =
  (...protocols: readonly string[]): Parser<string> =>
  (value) =>
    url(value, protocols).href;

/** `https://radio.example`: where people reach the server, without a path. */
export const webOrigin: Parser<string> = (value) => {
  const { origin, pathname, search, hash } = url(value, ['http:', 'https:']);
  if (pathname !== '/' || search !== '' || hash !== '')
    throw new Error(`must end after the host and port, like ${origin}`);
  return origin;
};

/** `radio@radio.example`, or `Radio <radio@radio.example>`. */
export const mailbox: Parser<string> = (value) => {
  if (!/^([^<>"\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(value))
    throw new Error(`must be an address, or a name and an address as in "Radio <radio@radio.example>", not "${value}"`);
  return value;
};

/** A secret of at least `minLength` characters. Never shown. */
export const secret =
  (minLength: number): Parser<string> =>
  (value) => {
    if (value.length < minLength) throw new Error(`must have at least ${minLength} characters; it has ${value.length}`);
    return value;
  };

const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

const isAddressRange = (range: string): boolean => {
  if (NAMED_RANGES.includes(range)) return true;
  const [address = '', prefix, ...rest] = range.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
};

/** Addresses, ranges (`10.0.0.0/8`) or the words loopback, linklocal, uniquelocal, with commas between. */
export const addressRanges: Parser<readonly string[]> = (value) => {
  const ranges = value.split(',').map((range) => range.trim());
  const wrong = ranges.find((range) => !isAddressRange(range));
  if (wrong !== undefined)
    throw new Error(`must be addresses or ranges such as 10.0.0.0/8, with commas between; "${wrong}" is neither`);
  return ranges;
};

/** What a schema of the contracts accepts. The value itself is never shown. */
export const matching =
  <T>(schema: z.ZodType<T>): Parser<T> =>
  (value) => {
    const result = schema.safeParse(value);
    if (!result.success)
      throw new Error(`is not as it should be: ${result.error.issues.map((issue) => issue.message).join('; ')}`);
    return result.data;
  };
