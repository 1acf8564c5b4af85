import { expect, test } from 'vitest';
import { mayStandForMany, rangeOf } from './address-range.ts';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['::1', '::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['', ''],
])('%s counts as %s', (address, range) => {
  expect(rangeOf(address)).toBe(range);
});

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '192.168.0.1',
  '100.64.0.1',
  '169.254.0.1',
  '::1',
  'fe80::1%eth0',
  'fd00::1',
  '',
  'unknown',
])('behind %s many may stand', (address) => {
  expect(mayStandForMany(address)).toBe(true);
  expect(mayStandForMany(rangeOf(address))).toBe(true);
});

test.each(['192.0.3.1', '2a01:4f8:1:2::3', '::ffff:8.8.8.8'])('%s is one line', (address) => {
  expect(mayStandForMany(address)).toBe(false);
  expect(mayStandForMany(rangeOf(address))).toBe(false);
});
