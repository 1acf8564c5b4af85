/** Samples a second of the tune. */
export const TUNE_RATE = 44_100;

const BEAT_S = 0.6;
const BEATS_PER_CHORD = 4;

/** Am7 – Fmaj7 – C – G, as MIDI note numbers; the tune goes round for ever. */
const CHORDS = [
  [57, 60, 64, 67],
  [53, 57, 60, 64],
  [48, 55, 60, 64],
  [55, 59, 62, 67],
] as const;

/** Which note of the chord is plucked on each half beat. */
const PATTERN = [0, 2, 1, 3, 2, 3, 1, 2] as const;

const hertz = (note: number): number => 440 * 2 ** ((note - 69) / 12);

/** A plucked note `sinceS` seconds after it was struck: a few partials that die away, the high ones first. */
const pluck = (note: number, sinceS: number): number => {
  const attack = Math.min(1, sinceS / 0.004);
  let sum = 0;
  for (let partial = 1; partial <= 4; partial += 1) {
    sum +=
      (Math.exp(-sinceS * (2.2 + partial * 1.6)) / partial ** 1.5) *
      Math.sin(2 * Math.PI * hertz(note) * partial * sinceS);
  }
  return attack * sum;
};

/** A soft chord that swells and ebbs within its bar. */
const pad = (chord: readonly number[], sinceS: number, barS: number): number => {
  const swell = Math.sin((Math.PI * sinceS) / barS) ** 2;
  return (
    (swell * chord.reduce((sum, note) => sum + Math.sin(2 * Math.PI * hertz(note - 12) * sinceS), 0)) / chord.length
  );
};

const at = <T>(list: readonly T[], index: number, otherwise: T): T => list[index % list.length] ?? otherwise;

/** One sample of each side at `timeS` seconds: made of nothing but the time, so pieces join without a click. */
const sampleAt = (timeS: number): { left: number; right: number } => {
  const barS = BEAT_S * BEATS_PER_CHORD;
  const bar = Math.floor(timeS / barS);
  const chord = at<readonly number[]>(CHORDS, bar, CHORDS[0]);
  const halfBeat = Math.floor(timeS / (BEAT_S / 2));
  let plucked = 0;
  let answered = 0;
  // Three notes still ring at any time.
  for (let back = 0; back < 3 && halfBeat - back >= 0; back += 1) {
    const struck = halfBeat - back;
    const itsChord = at<readonly number[]>(CHORDS, Math.floor((struck * BEAT_S) / 2 / barS), CHORDS[0]);
    const note = at(itsChord, at(PATTERN, struck, 0), 60) + 12;
    const sound = pluck(note, timeS - (struck * BEAT_S) / 2);
    if (struck % 2 === 0) plucked += sound;
    else answered += sound;
  }
  const under = 0.12 * pad(chord, timeS - bar * barS, barS);
  return {
    left: 0.22 * (plucked + 0.5 * answered) + under,
    right: 0.22 * (answered + 0.5 * plucked) + under,
  };
};

/** `count` samples of the tune, from the one numbered `from`; left and right, −1 to 1. */
export const tuneSamples = ({ from, count }: { from: number; count: number }): [Float32Array, Float32Array] => {
  const left = new Float32Array(count);
  const right = new Float32Array(count);
  for (let index = 0; index < count; index += 1) {
    const sample = sampleAt((from + index) / TUNE_RATE);
    left[index] = sample.left;
    right[index] = sample.right;
  }
  return [left, right];
};
