import { useEffect, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';

/**
 * What can be used once and stands in the address, taken out of it at once: it must not stay in the history of a shared computer. The entry of the
 * tab keeps it, so that the page can be loaded again.
 */
export const useTakenToken = (name: 'token' | 'invitation' = 'token'): string | null => {
  const [search] = useSearchParams();
  const state: unknown = useLocation().state;
  const navigate = useNavigate();
  const [token] = useState(search.get(name) ?? keptIn(state, name));
  const isThere = search.has(name);
  useEffect(() => {
    if (!isThere) return;
    const kept = typeof state === 'object' ? state : null;
    void navigate({ search: '' }, { replace: true, state: { ...kept, [name]: token } });
  }, [isThere, navigate, state, name, token]);
  return token;
};

const keptIn = (state: unknown, name: string): string | null => {
  const kept: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, name) : null;
  return typeof kept === 'string' ? kept : null;
};
