import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequestHead } from './request-head.ts';

const read = (text: string) => readRequestHead(Buffer.from(text, 'latin1'));
const whole = (text: string) => {
  const head = read(text);
  if (typeof head === 'string') throw new Error(`not a whole head: ${head}`);
  return head;
};

describe('the request head', () => {
  it('reads what ffmpeg sends and leaves the audio behind it', () => {
    const text =
      'PUT /stream HTTP/1.1\r\nUser-Agent: Lavf/59.27.100\r\nExpect: 100-continue\r\nContent-Type: audio/mpeg\r\nAuthorization: Basic YTpi\r\n\r\n';
    const head = whole(`${text}\xff\xfb\r\n\r\n`);
    expect(head).toMatchObject({ method: 'PUT', target: '/stream', version: 'HTTP/1.1', length: text.length });
    expect(head.headers.get('content-type')).toBe('audio/mpeg');
    expect(head.headers.get('expect')).toBe('100-continue');
  });

  it('reads bare line feeds and ICE/1.0, as darkice sends them', () => {
    const head = whole('SOURCE /live ICE/1.0\nice-password: secret\nice-name:  My show \n\n');
    expect(head).toMatchObject({ method: 'SOURCE', version: 'ICE/1.0' });
    expect(head.headers.get('ice-name')).toBe('My show');
  });

  it('waits for more while the beginning could be a request', () => {
    for (const text of [
      'G',
      'GET',
      'GET / HTTP/1.1',
      'GET / HTTP/1.1\r\nHost: a\r\n',
      'GET / HTTP/1.1\r\nHost: a\r\n\r',
    ]) {
      expect(read(text)).toBe('more');
    }
  });

  it('looks at each byte once, however slowly they come', () => {
    const text = 'GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n';
    const bytes = Buffer.from(text);
    const whole = readRequestHead(bytes);
    for (let known = 0; known < bytes.length; known += 1) {
      expect(readRequestHead(bytes.subarray(0, known)), `${known} bytes`).toBe('more');
      expect(readRequestHead(bytes, known), `after ${known} bytes`).toEqual(whole);
    }
    // An end among what was looked at before would have been found then.
    expect(readRequestHead(Buffer.concat([bytes, Buffer.from('more')]), bytes.length + 3)).toBe('more');
  });

  it.each([
    ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a lower-case method', 'get / HTTP/1.1\r\n\r\n'],
    ['no target', 'GET HTTP/1.1\r\n\r\n'],
    ['an unknown version', 'GET / HTTP/3.0\r\n\r\n'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n'],
    ['a password line', 'secret\r\nicy-name: x\r\n\r\n'],
  ])('refuses %s', (_, text) => {
    expect(read(text)).toBe('bad');
  });

  it('answers any bytes at once and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const head = readRequestHead(Buffer.from(bytes));
        expect(head === 'more' || head === 'bad' || head.length <= bytes.length).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
