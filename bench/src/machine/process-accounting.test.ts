import { describe, expect, it } from 'vitest';
import { residentKb, threadCpuNs } from './process-accounting.ts';

describe('the accounts of a process', () => {
  it('tell how long a thread ran: the first figure of schedstat', () => {
    expect(threadCpuNs('1222769303 689560668 372\n')).toBe(1_222_769_303);
  });

  it.each(['', '\n', 'gone 1 2'])('refuse a schedstat that is none: %j', (text) => {
    expect(() => threadCpuNs(text)).toThrow('schedstat');
  });

  it('tell what is resident, not what is shared or locked', () => {
    const rollup = [
      '55ae00400000-7ffd1cbb1000 ---p 00000000 00:00 0                          [rollup]',
      'Rss:               44560 kB',
      'Pss:               31873 kB',
      'Shared_Clean:      17104 kB',
      'Pss_Anon:          22024 kB',
    ].join('\n');
    expect(residentKb(rollup)).toBe(44_560);
  });

  it('refuse a rollup without it', () => {
    expect(() => residentKb('Pss: 3 kB')).toThrow('Rss');
  });
});
