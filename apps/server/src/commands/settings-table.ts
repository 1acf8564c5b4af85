/** What is shown of a setting (config.ts). */
export interface ShownSetting {
  readonly name: string;
  /** Null: none. */
  readonly default: string | null;
  readonly sentence: string;
}

/** All settings in a Markdown table, one a line. */
export const settingsTable = (settings: readonly ShownSetting[]): string =>
  ['| Name | Without it | What it does |', '| --- | --- | --- |', ...settings.map(row)].join('\n');

const row = ({ name, default: without, sentence }: ShownSetting): string =>
  `| \`${name}\` | ${without === null ? '–' : `\`${without}\``} | ${sentence.replaceAll('|', '\\|')} |`;
