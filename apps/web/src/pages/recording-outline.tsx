import { useWaveform } from '../features/archive/use-archive.ts';
import { WaveformCanvas } from '../features/player/waveform-canvas.tsx';
import styles from './studio-show-page.module.scss';

const LOUDEST = 255;
const NO_HEARTS: readonly number[] = [];

/** What a recording looks like, to look at only; nothing where it was not measured. */
export const RecordingOutline = ({ id }: { readonly id: string }) => {
  const { data } = useWaveform(id);
  if (!data || data.peaks.length === 0) return null;
  return (
    <div className={styles['wave']}>
      <WaveformCanvas levels={data.peaks.map((peak) => peak / LOUDEST)} hearts={NO_HEARTS} played={0} />
    </div>
  );
};
