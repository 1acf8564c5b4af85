import styles from './server-status.module.scss';

interface SparklineProps {
  /** The oldest first; null: not known. */
  readonly values: readonly (number | null)[];
  /** What fills the height when nothing is higher, so that small things look small. */
  readonly least: number;
}

const WIDTH = 100;
const HEIGHT = 28;
/** So that a line at 0 or at the top is drawn with its whole width. */
const EDGE = 1;

/** A few minutes as a line, the newest on the right; it says nothing that does not stand beside it in words. */
export const Sparkline = ({ values, least }: SparklineProps) => {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  const most = Math.max(least, ...known.map(({ value }) => value));
  const points = known.map(({ value, index }) => {
    const x = values.length < 2 ? WIDTH : (index / (values.length - 1)) * WIDTH;
    return `${x.toFixed(1)},${(HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE)).toFixed(1)}`;
  });
  return (
    <svg
      className={styles['spark']}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
      focusable="false"
    >
      <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
    </svg>
  );
};
