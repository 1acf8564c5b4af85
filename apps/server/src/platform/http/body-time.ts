import type { IncomingMessage } from 'node:http';
import type { Clock, Timer } from '@livestreamer/clock';

/** How long the bodies of requests may take to come. Node's own bound (requestTimeout) would end a live source after that time. */
export interface BodyTime {
  /** From now on; a body that is not whole then is cut off. */
  bound(request: IncomingMessage): void;
  /** Another time from now on, for a body that may be large. */
  extend(request: IncomingMessage, ms: number): void;
}

export const createBodyTime = ({ clock, timeoutMs }: { clock: Clock; timeoutMs: number }): BodyTime => {
  const timers = new WeakMap<IncomingMessage, Timer>();

  const set = (request: IncomingMessage, ms: number): void => {
    timers.get(request)?.cancel();
    timers.set(
      request,
      clock.after(ms, () => request.destroy()),
    );
  };

  return {
    bound: (request) => {
      const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
      if (length === '0' && encoding === undefined) return;
      set(request, timeoutMs);
      const cancel = () => timers.get(request)?.cancel();
      request.once('end', cancel);
      request.once('close', cancel);
    },
    extend: (request, ms) => {
      if (timers.has(request) && !request.complete && !request.destroyed) set(request, ms);
    },
  };
};
