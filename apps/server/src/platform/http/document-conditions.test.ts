import { describe, expect, test } from 'vitest';
import { preconditionOf, rangeHolds } from './document-conditions.ts';

const SAME = 'Sun, 22 Nov 2026 20:00:00 GMT';
const BEFORE = 'Sun, 22 Nov 2026 19:59:59 GMT';
const AFTER = 'Sun, 22 Nov 2026 20:00:01 GMT';
const version = { etag: '"a"', lastModified: new Date('2026-11-22T20:00:00.700Z') };

const asked =
  (headers: Record<string, string>) =>
  (name: string): string | null =>
    headers[name] ?? null;

describe('a document is sent again only when it changed', () => {
  test.each([
    [{}, 'answer'],
    [{ 'if-none-match': '"a"' }, 'not-modified'],
    [{ 'if-none-match': 'W/"a"' }, 'not-modified'],
    [{ 'if-none-match': '"b", W/"a"' }, 'not-modified'],
    [{ 'if-none-match': '*' }, 'not-modified'],
    [{ 'if-none-match': '"b"' }, 'answer'],
    [{ 'if-none-match': 'a' }, 'answer'],
    [{ 'if-modified-since': SAME }, 'not-modified'],
    [{ 'if-modified-since': AFTER }, 'not-modified'],
    [{ 'if-modified-since': BEFORE }, 'answer'],
    [{ 'if-modified-since': 'yesterday' }, 'answer'],
    // The tag is more exact than the date, so the date is not looked at.
    [{ 'if-none-match': '"b"', 'if-modified-since': AFTER }, 'answer'],
    [{ 'if-none-match': '"a"', 'if-modified-since': BEFORE }, 'not-modified'],
  ])('%j: %s', (headers, expected) => {
    expect(preconditionOf(asked(headers), version)).toBe(expected);
  });
});

describe('who demands a version gets that one or none', () => {
  test.each([
    [{ 'if-match': '"a"' }, 'answer'],
    [{ 'if-match': '*' }, 'answer'],
    [{ 'if-match': 'W/"a"' }, 'failed'],
    [{ 'if-match': '"b"' }, 'failed'],
    [{ 'if-unmodified-since': SAME }, 'answer'],
    [{ 'if-unmodified-since': BEFORE }, 'failed'],
    [{ 'if-match': '"a"', 'if-unmodified-since': BEFORE }, 'answer'],
    [{ 'if-match': '"b"', 'if-none-match': '"a"' }, 'failed'],
  ])('%j: %s', (headers, expected) => {
    expect(preconditionOf(asked(headers), version)).toBe(expected);
  });
});

describe('a range is taken only of what the client has the rest of', () => {
  test.each([
    [{}, true],
    [{ 'if-range': '"a"' }, true],
    [{ 'if-range': 'W/"a"' }, false],
    [{ 'if-range': '"b"' }, false],
    [{ 'if-range': SAME }, true],
    [{ 'if-range': AFTER }, false],
    [{ 'if-range': BEFORE }, false],
    [{ 'if-range': 'nonsense' }, false],
  ])('%j: %s', (headers, expected) => {
    expect(rangeHolds(asked(headers), version)).toBe(expected);
  });
});

test('what has no version is always sent', () => {
  const unknown = { etag: null, lastModified: null };
  expect(preconditionOf(asked({ 'if-none-match': '"a"', 'if-modified-since': SAME }), unknown)).toBe('answer');
  expect(rangeHolds(asked({ 'if-range': '"a"' }), unknown)).toBe(false);
});
