import { describe, expect, it } from 'vitest';
import { ALL_RULES } from './all-rules.ts';
import { readRepository } from './reading/repository-files.ts';
import { findingText } from './reading/rule-finding.ts';

describe('this repository', () => {
  const files = readRepository();

  it.each(ALL_RULES)('$title', ({ check }) => {
    expect(check(files).map(findingText).join('\n')).toBe('');
  });
});
