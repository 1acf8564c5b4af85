import { describe, expect, it } from 'vitest';
import { readSourceHead } from './source-head.ts';

const read = (headers: Record<string, string>, target = '/stream') =>
  readSourceHead({ target, header: (name) => headers[name] ?? null, address: '127.0.0.1' });
const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('the head of a source', () => {
  it('takes the type from Content-Type, whatever its parameters and case', () => {
    expect(read({ 'content-type': 'Audio/OGG; codecs=opus' })).toMatchObject({ format: 'ogg', unsupported: false });
  });

  it('lets the bytes decide when no type is given', () => {
    expect(read({})).toMatchObject({ format: null, unsupported: false });
  });

  it('says when a type is not carried', () => {
    expect(read({ 'content-type': 'video/mp4' })).toMatchObject({ format: null, unsupported: true });
  });

  it.each([
    ['our own title', { 'livestreamer-title': '%D0%9D%D0%BE%D1%87%D1%8C' }, 'Ночь'],
    ['a broken percent sign', { 'livestreamer-title': '100%' }, '100%'],
    ['an ice-name in UTF-8', { 'ice-name': latin1('Café ☕') }, 'Café ☕'],
    ['an ice-name in Latin-1', { 'ice-name': 'Caf\xe9' }, 'Café'],
    ['control characters', { 'ice-name': 'a\u0007\u0000b' }, 'a b'],
    ['an empty name', { 'ice-name': '  ' }, null],
    ['no name', {}, null],
  ])('reads %s', (_, headers, title) => {
    expect(read(headers)?.title).toBe(title);
  });

  it('cuts a giant title', () => {
    expect([...(read({ 'ice-name': 'x'.repeat(5_000) })?.title ?? '')]).toHaveLength(200);
  });

  it('is null for a path that is no mount', () => {
    expect(read({}, '/live/x/y')).toBeNull();
  });
});
