import type { FanOutFigures } from '../fan-out/fan-out-figures.ts';
import type { ListenerReport } from '../fan-out/listener-report.ts';

/** A run in which all went well, but for what is said otherwise. */
export const figuresOf = ({
  heard,
  ...others
}: Partial<Omit<FanOutFigures, 'heard'>> & { readonly heard?: Partial<ListenerReport> }): FanOutFigures => ({
  server: 'livestreamer',
  listeners: 1_000,
  cpuUs: 30,
  residentKb: 6,
  serverShare: 0.03,
  coreShare: 0.04,
  ...others,
  heard: {
    playing: others.listeners ?? 1_000,
    refused: 0,
    closed: 0,
    lost: 0,
    repeated: 0,
    tornBytes: 0,
    underruns: 0,
    offBorder: 0,
    framesARead: 40,
    windowMs: 20_000,
    delayMs: { p50: 520, p99: 1_030, most: 1_040 },
    firstAudioMs: { p50: 1, p99: 5, most: 9 },
    behindMs: { p50: 2_150, p99: 2_180, most: 2_200 },
    ...heard,
  },
});
