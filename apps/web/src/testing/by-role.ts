/** Roles that elements have without saying so, as far as the pages use them. */
const NATIVE: Readonly<Record<string, string>> = {
  alert: '',
  banner: 'header',
  button: 'button',
  checkbox: 'input[type=checkbox]',
  combobox: 'select',
  heading: 'h1, h2, h3',
  link: 'a[href]',
  list: 'ul, ol',
  main: 'main',
  menuitem: '',
  option: '',
  region: 'section[aria-label], section[aria-labelledby]',
  searchbox: 'input[type=search]',
  slider: 'input[type=range]',
  status: '',
  table: 'table',
  textbox: 'input:not([type]), input[type=text], input[type=email], textarea',
  timer: '',
};

/** The name a screen reader says: the label, else the words in it that are not hidden. */
const nameOf = (element: Element): string => {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const named = element.ownerDocument.getElementById(element.getAttribute('aria-labelledby') ?? '');
  if (named) return (named.textContent ?? '').trim();
  const id = element.getAttribute('id');
  const caption = id === null ? null : element.ownerDocument.querySelector(`label[for="${id}"]`);
  const words = (caption ?? element.closest('label') ?? element).cloneNode(true);
  if (!(words instanceof Element)) return '';
  for (const hidden of words.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return (words.textContent ?? '').trim();
};

/** All elements of a role, by name if one is given. */
export const allByRole = (role: string, name?: string): Element[] => {
  const native = NATIVE[role];
  if (native === undefined) throw new Error(`by-role.ts does not know the role ${role} yet.`);
  const selector = [`[role="${role}"]`, ...(native === '' ? [] : [`:is(${native}):not([role])`])].join(', ');
  return [...document.querySelectorAll(selector)].filter((element) => name === undefined || nameOf(element) === name);
};

/** The one element of that role and name. */
export const byRole = (role: string, name?: string): HTMLElement => {
  const found = allByRole(role, name);
  const [element] = found;
  if (found.length !== 1 || !(element instanceof HTMLElement))
    throw new Error(`${found.length} elements are ${role} ${name ?? ''} in: ${document.body.innerHTML}`);
  return element;
};
