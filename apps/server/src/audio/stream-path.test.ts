import { describe, expect, it } from 'vitest';
import { parseStreamPath } from './stream-path.ts';

describe('the path of a mount', () => {
  it.each([
    ['/stream', null, null],
    ['/stream.mp3', null, 'mp3'],
    ['/stream?delay=low', null, null],
    ['/stream/club', 'club', null],
    ['/stream/club-night-2.ogg', 'club-night-2', 'ogg'],
    ['/stream/club.aac?x=1', 'club', 'aac'],
  ])('reads %s', (target, station, format) => {
    expect(parseStreamPath(target)).toMatchObject({ station, format });
  });

  it.each([
    '/',
    '/streams',
    '/stream/Club',
    '/stream/a/b',
    '/stream/club.m3u',
    '/stream/-a',
    '/api/stream',
    '/stream/..',
    '/stream/%2e',
  ])('leaves %s to the web', (target) => {
    expect(parseStreamPath(target)).toBeNull();
  });

  it('keeps the query', () => {
    expect(parseStreamPath('/stream?delay=low')?.query.get('delay')).toBe('low');
  });
});
