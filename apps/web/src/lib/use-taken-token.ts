import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';

/** The `token` in the address, taken out of it at once: what can still be used must not stay in the history of a shared computer. */
export const useTakenToken = (): string | null => {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [token] = useState(search.get('token'));
  const isThere = search.has('token');
  useEffect(() => {
    if (isThere) void navigate({ search: '' }, { replace: true });
  }, [isThere, navigate]);
  return token;
};
