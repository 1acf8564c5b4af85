import { describe, expect, it } from 'vitest';
import { figuresOf } from '../testing/fan-out-figures-of.ts';
import { readListenerReport } from './listener-report.ts';

const { heard } = figuresOf({});

describe("the listeners' report", () => {
  it('is read', () => {
    expect(readListenerReport(JSON.stringify(heard))).toEqual(heard);
  });

  it.each([
    ['a figure is missing', { ...heard, lost: undefined }],
    ['a spread is not whole', { ...heard, delayMs: { p50: 1, p99: 2 } }],
    ['it is something else', 'joined'],
  ])('is refused when %s', (_, value) => {
    expect(() => readListenerReport(JSON.stringify(value))).toThrow('something else');
  });
});
