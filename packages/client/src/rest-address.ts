/** The values of a route's parameters or query, as a caller hands them in. */
export type AddressParts = Readonly<Record<string, unknown>>;

interface RestAddress {
  readonly path: string;
  readonly params: AddressParts | undefined;
  readonly query: AddressParts | undefined;
}

/** A route's path with its `:name`s filled in and the query behind it; what is undefined is left out. */
export const restAddress = ({ path, params = {}, query = {} }: RestAddress): string => {
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
};
