import { expect, it } from 'vitest';
import { statusWith } from '../../../../screenshots/stand-in-status.ts';
import { grownBy, type StatusHistory, withStatus } from './status-history.ts';

const at = (uptimeSeconds: number, audio = {}, cpuSeconds = 0) =>
  statusWith({ uptimeSeconds, audio, process: { cpuSeconds } });

it('tells rates from two moments, and nothing from one', () => {
  const first = withStatus(undefined, at(100, { sentBytes: 1_000_000 }, 5));
  expect(first.samples.at(-1)).toMatchObject({ cpuShare: null, sentBitsPerSecond: null });
  const second = withStatus(first, at(102, { sentBytes: 1_032_000 }, 5.5));
  expect(second.samples.at(-1)).toMatchObject({ cpuShare: 0.25, sentBitsPerSecond: 128_000 });
});

it('remembers two minutes', () => {
  let history: StatusHistory | undefined;
  for (let second = 0; second < 200; second += 2) history = withStatus(history, at(second, { drops: second }));
  expect(history?.samples).toHaveLength(60);
  expect(grownBy(history?.samples ?? [], ({ drops }) => drops)).toBe(118);
});

it('begins anew when another server answers', () => {
  const before = withStatus(withStatus(undefined, at(1_000, { drops: 0 })), at(1_002, { drops: 0 }));
  const after = withStatus(before, { ...at(1_005, { drops: 4_000 }), run: 'b2' });
  expect(after.samples).toMatchObject([{ drops: 4_000, cpuShare: null, sentBitsPerSecond: null }]);
});

it('begins anew when the server did', () => {
  const before = withStatus(withStatus(undefined, at(100, { drops: 7 })), at(102, { drops: 9 }));
  const after = withStatus(before, { ...at(1, { drops: 0 }), run: 'a2' });
  expect(after.samples).toHaveLength(1);
  expect(after.samples[0]).toMatchObject({ drops: 0, cpuShare: null });
});
