/** What a picture of a recording shows. All levels from 0 to 1, spread evenly over its whole length. */
export interface WaveformPicture {
  readonly levels: readonly number[];
  /** Applause over time; empty: none. */
  readonly hearts: readonly number[];
  /** How much of it was played, 0 to 1. */
  readonly played: number;
  readonly colours: { readonly played: string; readonly ahead: string; readonly hearts: string };
}

const BAR_PX = 3;
const GAP_PX = 2;
/** Silence is drawn too: a place that cannot be seen cannot be clicked. */
const LEAST_PX = 2;
const HEART_ALPHA = 0.36;

/** The highest of each of `count` equal parts; where there are more parts than levels, levels come again. */
export const peaksOf = (levels: readonly number[], count: number): number[] =>
  Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index / count) * levels.length);
    const to = Math.max(from + 1, Math.floor(((index + 1) / count) * levels.length));
    return Math.max(0, ...levels.slice(from, to));
  });

/** A quiet recording fills the picture as a loud one does; below this (-30 dB) it is mostly noise, and stays low. */
const LEAST_LOUDEST = 0.03;

/** Bars from the middle up and down, the loudest as high as the picture, and the applause as a hill behind them. */
export const drawWaveform = (
  context: CanvasRenderingContext2D,
  size: { readonly width: number; readonly height: number },
  { levels, hearts, played, colours }: WaveformPicture,
): void => {
  const { width, height } = size;
  context.clearRect(0, 0, width, height);
  if (hearts.length > 1) drawHill({ context, width, height, hearts, colour: colours.hearts });
  const count = Math.max(1, Math.floor(width / (BAR_PX + GAP_PX)));
  const peaks = peaksOf(levels, count);
  const loudest = Math.max(LEAST_LOUDEST, ...peaks);
  peaks.forEach((level, index) => {
    const tall = Math.max(LEAST_PX, (level / loudest) * height * 0.8);
    const isPlayed = (index + 0.5) / count <= played;
    context.fillStyle = isPlayed ? colours.played : colours.ahead;
    context.fillRect(index * (BAR_PX + GAP_PX), (height - tall) / 2, BAR_PX, tall);
  });
};

interface Hill {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly hearts: readonly number[];
  readonly colour: string;
}

const drawHill = ({ context, width, height, hearts, colour }: Hill): void => {
  const xOf = (index: number): number => ((index + 0.5) / hearts.length) * width;
  const yOf = (level: number): number => height - level * height * 0.96;
  context.beginPath();
  context.moveTo(0, height);
  context.lineTo(0, yOf(hearts[0] ?? 0));
  hearts.forEach((level, index) => {
    const next = hearts[index + 1] ?? level;
    const middle = (xOf(index) + Math.min(width, xOf(index + 1))) / 2;
    context.quadraticCurveTo(xOf(index), yOf(level), middle, (yOf(level) + yOf(next)) / 2);
  });
  context.lineTo(width, yOf(hearts.at(-1) ?? 0));
  context.lineTo(width, height);
  context.closePath();
  context.globalAlpha = HEART_ALPHA;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
};
