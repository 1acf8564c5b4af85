import { expect, test } from 'vitest';
import { attachmentNamed } from './content-disposition.ts';

test('a plain name stands as it is', () => {
  expect(attachmentNamed('Friday night.mp3')).toBe(
    'attachment; filename="Friday night.mp3"; filename*=UTF-8\'\'Friday%20night.mp3',
  );
});

test('a name in any script is there for programs of today, and readable as far as it goes for the others', () => {
  expect(attachmentNamed('Ночь 100%.mp3')).toBe(
    'attachment; filename="____ 100_.mp3"; filename*=UTF-8\'\'%D0%9D%D0%BE%D1%87%D1%8C%20100%25.mp3',
  );
});

test.each(['a"; filename="b.exe', 'a\r\nSet-Cookie: x=1', '../../etc/passwd', "a'(b)*", 'a\u0000b', '\ud800'])(
  'no name gets out of its place: %j',
  (name) => {
    const header = attachmentNamed(name);
    expect(header).toMatch(/^attachment; filename="[ !#-$&-.0-9;=@-[\]-~]*"; filename\*=UTF-8''[\w.!~%-]*$/);
    expect(header.match(/"/g)).toHaveLength(2);
  },
);
