import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface AnswerCounters {
  /** Connections closed because they asked on and on without waiting for answers. */
  closedTooManyAsked: number;
  /** Connections closed because they did not take an answer of the routes. */
  closedStalled: number;
  /** Connections closed because they asked for another protocol before the answers in this one were out. */
  closedEarlyUpgrades: number;
}

/**
 * Which answers are not out yet, by connection. Node tells of the end of an answer only while it is the next one of its
 * connection: those that wait behind it go without a word when the connection breaks. So the connection decides here.
 */
export interface Answering {
  readonly counters: AnswerCounters;
  /** Heeds an answer from its very beginning. Destroys the connection when too many are not out. */
  begin(response: ServerResponse): void;
  /** This answer is one of the routes: it comes to its end by itself, if the peer takes it. */
  routed(response: ServerResponse): void;
  /** Whether an answer on this connection is not out yet. */
  isUnder(socket: Socket): boolean;
  /** Nothing moved on this connection for as long as it may; decides whether that is our business. */
  onIdle(socket: Socket): void;
  /** Ends when all answers of the routes are out, or their connections closed. */
  drained(): Promise<void>;
}

/** Nothing that we know of pipelines; whoever does gets this many answers ahead. */
const MOST_UNFINISHED = 32;

export const createAnswering = (): Answering => {
  const counters = { closedTooManyAsked: 0, closedStalled: 0, closedEarlyUpgrades: 0 };
  /** In the order of asking. */
  const unfinished = new Map<Socket, Set<ServerResponse>>();
  const ofRoutes = new Set<ServerResponse>();
  let onDrained = (): void => undefined;

  const end = (response: ServerResponse): void => {
    ofRoutes.delete(response);
    if (ofRoutes.size === 0) onDrained();
  };

  const responsesOf = (socket: Socket): Set<ServerResponse> => {
    const known = unfinished.get(socket);
    if (known) return known;
    const responses = new Set<ServerResponse>();
    unfinished.set(socket, responses);
    socket.once('close', () => {
      unfinished.delete(socket);
      for (const response of responses) end(response);
    });
    return responses;
  };

  return {
    counters,
    begin: (response) => {
      const { socket } = response.req;
      if (socket.destroyed) return;
      const responses = responsesOf(socket);
      if (responses.size >= MOST_UNFINISHED) {
        counters.closedTooManyAsked += 1;
        socket.destroy();
        return;
      }
      responses.add(response);
      response.once('finish', () => {
        responses.delete(response);
        end(response);
      });
    },
    routed: (response) => void ofRoutes.add(response),
    isUnder: (socket) => (unfinished.get(socket)?.size ?? 0) > 0,
    onIdle: (socket) => {
      const [first] = unfinished.get(socket) ?? [];
      if (first && !ofRoutes.has(first)) return; // a source, which has bounds of its own
      if (first) counters.closedStalled += 1;
      socket.destroy();
    },
    drained: () =>
      new Promise((resolve) => {
        onDrained = resolve;
        if (ofRoutes.size === 0) resolve();
      }),
  };
};
