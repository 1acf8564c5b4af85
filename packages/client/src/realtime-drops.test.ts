import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLUB, createFakeRealtimeRig, liveEvent, liveWith, snapshotWith } from './fake-realtime-rig.ts';

/** How many past events the server of this test can replay. */
const HISTORY = 4;

/** A server with one room whose line to its one client is as bad as the test wants it. */
const set = () => {
  const { client, clock, socket } = createFakeRealtimeRig();
  let epoch = 0;
  let seq = 0;
  let total = 0;
  let subscribed = false;

  /** The number of the last event that the client knows of; events are numbered on over epochs. */
  let known: number | null = null;
  client.follow(CLUB, {
    onSnapshot: ({ live }) => {
      expect(live?.listeners).toBeGreaterThanOrEqual(known ?? 0);
      known = live?.listeners ?? null;
    },
    onEvent: (event) => {
      if (event.type !== 'live') throw new Error('Only live events were sent.');
      const { live } = event;
      expect(live?.listeners).toBe((known ?? Number.NaN) + 1);
      known = live?.listeners ?? null;
    },
  });

  const deliver = (n: number): void =>
    socket().tell({ type: 'event', room: CLUB, seq: n, event: liveEvent(total - (seq - n)) });

  const answerSubscribe = (resume: { epoch: string; seq: number } | undefined): void => {
    const from = resume?.epoch === `e${epoch}` && seq - resume.seq <= HISTORY ? resume.seq : null;
    subscribed = true;
    const snapshot = from === null ? snapshotWith(liveWith(total)) : null;
    socket().tell({ type: 'subscribed', room: CLUB, epoch: `e${epoch}`, seq, snapshot });
    if (from !== null) for (let n = from + 1; n <= seq; n++) deliver(n);
  };
  const answer = (): void => {
    for (const said of socket().take()) if (said.type === 'subscribe') answerSubscribe(said.resume);
  };

  const happen = (copies: number): void => {
    seq += 1;
    total += 1;
    if (!subscribed) return;
    for (let copy = 0; copy < copies; copy++) deliver(seq);
    answer();
  };
  const drop = (): void => {
    socket().end(1006);
    subscribed = false;
  };
  const comeBack = (): void => {
    client.retryNow();
    if (client.state() === 'connecting') socket().welcome();
    answer();
  };

  const steps = {
    event: () => happen(1),
    lostEvent: () => happen(0),
    doubledEvent: () => happen(2),
    drop,
    comeBack,
    restart: () => {
      drop();
      epoch += 1;
      seq = 0;
    },
  };
  return { steps, client, clock, known: () => known, total: () => total };
};

test('over any run of lost connections, lost and doubled frames and restarts nothing is missed or doubled', () => {
  const step = fc.constantFrom(
    ...(['event', 'event', 'event', 'lostEvent', 'doubledEvent', 'drop', 'comeBack', 'comeBack', 'restart'] as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (run) => {
      const { steps, client, clock, known, total } = set();
      steps.comeBack();
      for (const name of run) steps[name]();
      steps.drop();
      steps.comeBack();
      expect(known()).toBe(total());
      client.close();
      expect(clock.pending()).toBe(0);
    }),
    { numRuns: 500 },
  );
});
