import { expect, test } from 'vitest';
import { readTitleRequest, TITLE_CHARACTERS } from './title-request.ts';

const ICECAST = '/admin/metadata?mode=updinfo&mount=/stream';
const titleIn = (target: string): string | null => {
  const read = readTitleRequest(target);
  if (read === null || read === 'bad') throw new Error(`It was not understood: ${target}`);
  return read.title;
};

test('reads a song, whoever escaped it how', () => {
  expect(titleIn(`${ICECAST}&song=Boards+of%20Canada+-+Roygbiv`)).toBe('Boards of Canada - Roygbiv');
  expect(titleIn(`${ICECAST}&song=AC%2FDC%20%26%20friends`)).toBe('AC/DC & friends');
});

test('a question mark belongs to the title, also where nobody escaped it', () => {
  expect(titleIn('/admin/metadata?mode=updinfo&song=Who+are+you?&mount=/stream')).toBe('Who are you?');
});

test('joins artist and title when both are there, and takes the song before them', () => {
  expect(titleIn(`${ICECAST}&artist=Orbital&title=Halcyon`)).toBe('Orbital - Halcyon');
  expect(titleIn(`${ICECAST}&title=Halcyon`)).toBe('Halcyon');
  expect(titleIn(`${ICECAST}&song=This&artist=Orbital&title=Halcyon`)).toBe('This');
});

test('reads UTF-8, Latin-1 without a word about it, and what the charset names', () => {
  expect(titleIn(`${ICECAST}&song=Bj%C3%B6rk`)).toBe('Björk');
  expect(titleIn(`${ICECAST}&song=Bj%F6rk`)).toBe('Björk');
  expect(titleIn(`${ICECAST}&song=%CF%F0%E8%E2%E5%F2&charset=windows-1251`)).toBe('Привет');
  expect(titleIn(`${ICECAST}&song=Bj%C3%B6rk&charset=no-such-thing`)).toBe('Björk');
});

test('an empty song means that nothing with a name plays', () => {
  expect(titleIn(`${ICECAST}&song=`)).toBeNull();
  expect(titleIn(`${ICECAST}&song=%00%0A+`)).toBeNull();
});

test('control characters become spaces, and a title has an end', () => {
  expect(titleIn(`${ICECAST}&song=a%0D%0Ab%00c`)).toBe('a b c');
  expect(titleIn(`${ICECAST}&song=${'%F0%9F%8E%A7'.repeat(400)}`)).toBe('🎧'.repeat(TITLE_CHARACTERS));
});

test('the mount says which station is meant', () => {
  expect(readTitleRequest('/admin/metadata?mode=updinfo&mount=%2Fstream%2Fclub.mp3&song=a')).toMatchObject({
    station: 'club',
    pass: null,
  });
  expect(readTitleRequest(`${ICECAST}&song=a`)).toMatchObject({ station: null });
});

test('SHOUTcast puts name and password into the address, and means the default station', () => {
  expect(readTitleRequest('/admin.cgi?pass=dj%3Apw&mode=updinfo&song=a&url=')).toEqual({
    station: null,
    pass: 'dj:pw',
    title: 'a',
  });
});

test.each([
  '/admin/metadata',
  '/admin/metadata?mode=listen&mount=/stream&song=a',
  '/admin/metadata?mode=updinfo&song=a',
  '/admin/metadata?mode=updinfo&mount=/elsewhere&song=a',
  `${ICECAST}`,
])('%s is not understood', (target) => {
  expect(readTitleRequest(target)).toBe('bad');
});

test('other addresses are other people’s', () => {
  expect(readTitleRequest('/admin/accounts')).toBeNull();
  expect(readTitleRequest('/stream?mode=updinfo&song=a')).toBeNull();
});
