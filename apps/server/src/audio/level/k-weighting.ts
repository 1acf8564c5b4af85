/** A filter of second order, as a difference equation with a0 = 1. */
interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/**
 * The two filters of ITU-R BS.1770-4, Annex 1: a shelf for the head and a high-pass. The standard gives coefficients for 48 kHz alone;
 * these are the analogue filters behind them, found by libebur128, for any sample rate.
 */
const stagesFor = (sampleRate: number): readonly [Biquad, Biquad] => [shelf(sampleRate), highPass(sampleRate)];

const shelf = (sampleRate: number): Biquad => {
  const [hertz, gainDb, q] = [1_681.974450955533, 3.999843853973347, 0.7071752369554196];
  const k = Math.tan((Math.PI * hertz) / sampleRate);
  const vh = 10 ** (gainDb / 20);
  const vb = vh ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (vh + (vb * k) / q + k * k) / a0,
    b1: (2 * (k * k - vh)) / a0,
    b2: (vh - (vb * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
};

const highPass = (sampleRate: number): Biquad => {
  const [hertz, q] = [38.13547087602444, 0.5003270373238773];
  const k = Math.tan((Math.PI * hertz) / sampleRate);
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
};

/** The sum of the squares of weighted samples of one channel, from `start` up to `end`; goes on where the last call ended. */
export type WeightedEnergy = (samples: Float32Array, start: number, end: number) => number;

export const createWeightedEnergy = (sampleRate: number): WeightedEnergy => {
  const [first, second] = stagesFor(sampleRate);
  let [x1, x2, y1, y2, z1, z2] = [0, 0, 0, 0, 0, 0];
  return (samples, start, end) => {
    let energy = 0;
    for (let at = start; at < end; at += 1) {
      const x = samples[at] ?? 0;
      const y = first.b0 * x + first.b1 * x1 + first.b2 * x2 - first.a1 * y1 - first.a2 * y2;
      const z = second.b0 * y + second.b1 * y1 + second.b2 * y2 - second.a1 * z1 - second.a2 * z2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      z2 = z1;
      z1 = z;
      energy += z * z;
    }
    // Numbers too small for normal arithmetic make the rest of a silence slow.
    if (Math.abs(y1) < 1e-30) y1 = y2 = 0;
    if (Math.abs(z1) < 1e-30) z1 = z2 = 0;
    return energy;
  };
};
