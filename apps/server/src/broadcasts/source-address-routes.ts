import { getSourceAddress } from '@livestreamer/contracts';
import type { RouteRegistrar } from '../platform/http/index.ts';

/** Tells pages and programs where DJ tools reach the server; null: where its pages are. */
export const sourceAddressRoutes =
  ({ sourceUrl }: { readonly sourceUrl: string | null }) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(getSourceAddress, async () => ({ url: sourceUrl }));
  };
