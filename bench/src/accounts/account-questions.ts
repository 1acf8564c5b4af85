/** What an admin asks the list of accounts for; `%` in a text stands for a number that changes from call to call. */
export const ACCOUNT_QUESTIONS: readonly { readonly name: string; readonly query: Readonly<Record<string, string>> }[] =
  [
    { name: 'the first page', query: {} },
    { name: 'one letter', query: { search: 'z' } },
    { name: 'a beginning that many have', query: { search: 'mira' } },
    { name: 'a beginning that few have', query: { search: 'Night-%' } },
    { name: 'the middle of a name', query: { search: '-%' } },
    { name: 'an e-mail address', query: { search: '%@radio.example' } },
    { name: 'a host that many have', query: { search: '@mail.example' } },
    { name: 'what nobody has', query: { search: 'nobody-%' } },
    { name: 'the banned', query: { state: 'banned' } },
    { name: 'admins', query: { role: 'admin' } },
    { name: 'banned listeners by name', query: { search: 'anna', state: 'banned', role: 'listener' } },
  ];

/** The address of the nth call of a question. */
export const pathOf = (query: Readonly<Record<string, string>>, nth: number): string => {
  const parts = Object.entries(query).map(([name, text]) => [name, text.replace('%', String(10_000 + nth * 37))]);
  return `/api/v1/admin/accounts?${new URLSearchParams(parts)}`;
};
