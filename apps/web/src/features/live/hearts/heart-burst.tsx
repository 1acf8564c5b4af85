import { Heart } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import styles from './heart-burst.module.scss';

/** However many come in at once. */
const EACH_TIME = 6;
const AT_MOST = 18;
/** Spreads them evenly without dice: multiples of the golden ratio never fall together. */
const GOLDEN = 0.618_034;
/** The button stands at the left edge of a phone: they have more room to the right. */
const LEFT = 0.3;
const DRIFTS = 1.5;

/** Hearts that fly up when the count rises: a few for many. Ornament; nothing where motion is unwanted. */
export const HeartBurst = ({ hearts }: { readonly hearts: number }) => {
  const [{ seen, flown, flying }, setSky] = useState({ seen: hearts, flown: 0, flying: [] as readonly number[] });

  if (hearts !== seen) {
    const came = Math.min(EACH_TIME, Math.max(0, hearts - seen));
    const more = Array.from({ length: came }, (_, index) => flown + index);
    setSky({ seen: hearts, flown: flown + came, flying: [...flying, ...more].slice(-AT_MOST) });
  }
  const land = (id: number): void => setSky((sky) => ({ ...sky, flying: sky.flying.filter((other) => other !== id) }));

  return (
    <span className={styles['burst']} aria-hidden>
      {flying.map((id) => {
        const style: CSSProperties & Record<`--${string}`, number> = {
          '--drift': ((id * GOLDEN) % 1) * DRIFTS - LEFT,
          '--turn': id % EACH_TIME,
        };
        return <Heart key={id} className={styles['heart']} style={style} onAnimationEnd={() => land(id)} />;
      })}
    </span>
  );
};
