/** What one scrape of `/metrics` told. */
export interface Scrape {
  /** Of the one line with this name and these labels; undefined: there is none. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | undefined;
  /** Names of all families that have a line. */
  readonly names: ReadonlySet<string>;
  readonly text: string;
}

const LINE = /^([a-z_:]+)(?:\{(.*)\})? (\S+)$/i;

/** Reads the text form of Prometheus, as far as ours goes. */
export const readScrape = (text: string): Scrape => {
  const values = new Map<string, number>();
  const names = new Set<string>();
  for (const line of text.split('\n')) {
    const [, name, labels = '', value] = LINE.exec(line) ?? [];
    if (name === undefined) continue;
    names.add(name);
    values.set(`${name} ${sorted(labels.split(/,(?=[a-z_]+=)/).filter(Boolean))}`, Number(value));
  }
  return {
    value: (name, labels = {}) =>
      values.get(`${name} ${sorted(Object.entries(labels).map(([key, value]) => `${key}="${value}"`))}`),
    names,
    text,
  };
};

/** Asks as a program on the machine of the server does. */
export const scrape = async (baseUrl: string, headers: Record<string, string> = {}): Promise<Scrape> =>
  readScrape(await (await fetch(`${baseUrl}/metrics`, { headers })).text());

const sorted = (labels: readonly string[]): string => labels.toSorted().join(',');
