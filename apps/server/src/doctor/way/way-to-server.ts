import type { Clock } from '@livestreamer/clock';
import type { Chance } from '../../platform/index.ts';
import { createSelfCheckKey } from '../self-check/self-check-key.ts';
import {
  type Echo,
  echoSchema,
  HOP_HEADER,
  NONCE_HEADER,
  SELF_CHECK_PATHS,
  TOKEN_HEADER,
} from '../self-check/self-check-seam.ts';
import { reasonOf } from './probe-reason.ts';
import { type ProbeAnswer, type ProbeOptions, probe } from './probe-request.ts';

type Ask = Omit<ProbeOptions, 'url' | 'clock'>;

/** One way to the server: its own port, or PUBLIC_URL. */
export interface Way {
  /** Such as `https://radio.example`. */
  readonly origin: string;
  readonly clock: Clock;
  /** Asks one of the self-check's paths, with a token and a nonce. */
  ask(path: string, options: Ask): Promise<ProbeAnswer & { readonly proof: string }>;
  /** Asks for the echo. Throws nothing. */
  echo(options: Ask & { readonly path?: string }): Promise<EchoAnswer>;
}

export type EchoAnswer =
  | { readonly from: 'this server'; readonly echo: Echo; readonly answer: ProbeAnswer; readonly isDirect: boolean }
  /** `proof` is another's, or a cache's: then it was good for an earlier nonce. */
  | { readonly from: 'another'; readonly answer: ProbeAnswer }
  | { readonly from: 'nobody'; readonly reason: string };

interface WayOptions {
  readonly origin: string;
  readonly secret: string;
  readonly clock: Clock;
  readonly chance: Chance;
}

export const createWay = ({ origin, secret, clock, chance }: WayOptions): Way => {
  const key = createSelfCheckKey({ secret, clock });

  const ask: Way['ask'] = async (path, { headers = {}, ...options }) => {
    const nonce = chance.token();
    const answer = await probe({
      ...options,
      clock,
      url: `${origin}${path}`,
      headers: { [TOKEN_HEADER]: key.makeToken(), [NONCE_HEADER]: nonce, ...headers },
    });
    return { ...answer, proof: key.proofOf(nonce) };
  };

  return {
    origin,
    clock,
    ask,
    echo: async ({ path = SELF_CHECK_PATHS.echo, headers = {}, ...options }) => {
      const marked = { ...headers, connection: `close, ${HOP_HEADER}`, [HOP_HEADER]: '1' };
      try {
        const { proof, ...answer } = await ask(path, { ...options, headers: marked });
        const echo = echoIn(answer);
        if (echo?.proof !== proof) return { from: 'another', answer };
        return { from: 'this server', echo, answer, isDirect: echo.isDirect };
      } catch (error) {
        return { from: 'nobody', reason: reasonOf(error) };
      }
    },
  };
};

const echoIn = ({ status, body }: ProbeAnswer): Echo | null => {
  try {
    return status === 200 ? (echoSchema.safeParse(JSON.parse(body)).data ?? null) : null;
  } catch {
    return null;
  }
};
