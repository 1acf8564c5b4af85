import { createWeightedEnergy, type WeightedEnergy } from './k-weighting.ts';

/** Loudness by ITU-R BS.1770-4 and EBU R128, of audio that comes piece by piece. */
export interface LoudnessMeter {
  /** One array for each channel, all of one length. */
  add(channels: readonly Float32Array[], sampleRate: number): void;
  /** Of the last 400 ms, in LUFS; −Infinity for silence, and before there are 400 ms. */
  readonly momentaryLufs: number;
  /** Of everything that passed the gates; null when nothing did. */
  integratedLufs(): number | null;
}

/** Blocks of 400 ms, a new one each 100 ms. */
const STEP_S = 0.1;
const STEPS_A_BLOCK = 4;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;
/** Blocks are gathered by loudness, so that six hours take no more memory than a minute. */
const BINS_A_LU = 100;
const LOUDEST_LUFS = 10;

export const createLoudnessMeter = (): LoudnessMeter => {
  const bins = (LOUDEST_LUFS - ABSOLUTE_GATE_LUFS) * BINS_A_LU;
  const counts = new Float64Array(bins);
  const powers = new Float64Array(bins);
  let rate = 0;
  let filters: WeightedEnergy[] = [];
  let stepSamples = 0;
  /** Of the step under way. */
  let energy = 0;
  let inStep = 0;
  let steps: number[] = [];
  let momentary = 0;

  const reset = (sampleRate: number, channels: number): void => {
    rate = sampleRate;
    filters = Array.from({ length: channels }, () => createWeightedEnergy(sampleRate));
    stepSamples = Math.round(sampleRate * STEP_S);
    energy = 0;
    inStep = 0;
    steps = [];
  };

  const endStep = (): void => {
    steps.push(energy / stepSamples);
    energy = 0;
    inStep = 0;
    if (steps.length > STEPS_A_BLOCK) steps.shift();
    if (steps.length < STEPS_A_BLOCK) return;
    momentary = steps.reduce((sum, step) => sum + step, 0) / STEPS_A_BLOCK;
    const bin = Math.floor((lufsOf(momentary) - ABSOLUTE_GATE_LUFS) * BINS_A_LU);
    if (bin < 0) return;
    const at = Math.min(bin, bins - 1);
    counts[at] = (counts[at] ?? 0) + 1;
    powers[at] = (powers[at] ?? 0) + momentary;
  };

  const meanFrom = (firstBin: number): number => {
    let [count, power] = [0, 0];
    for (let at = firstBin; at < bins; at += 1) {
      count += counts[at] ?? 0;
      power += powers[at] ?? 0;
    }
    return count === 0 ? 0 : power / count;
  };

  return {
    add: (channels, sampleRate) => {
      if (sampleRate !== rate || channels.length !== filters.length) reset(sampleRate, channels.length);
      const length = channels[0]?.length ?? 0;
      for (let at = 0; at < length; ) {
        const end = Math.min(length, at + stepSamples - inStep);
        for (const [place, samples] of channels.entries()) energy += filters[place]?.(samples, at, end) ?? 0;
        inStep += end - at;
        at = end;
        if (inStep === stepSamples) endStep();
      }
    },
    get momentaryLufs() {
      return lufsOf(momentary);
    },
    integratedLufs: () => {
      const all = meanFrom(0);
      if (all === 0) return null;
      const gate = lufsOf(all) + RELATIVE_GATE_LU;
      const firstBin = Math.max(0, Math.ceil((gate - ABSOLUTE_GATE_LUFS) * BINS_A_LU));
      return lufsOf(meanFrom(firstBin));
    },
  };
};

/** The channels count alike: left and right have weight 1, and others are not carried. */
const lufsOf = (power: number): number => (power > 0 ? -0.691 + 10 * Math.log10(power) : Number.NEGATIVE_INFINITY);
