import { useEffect, useRef } from 'react';
import { drawWaveform, type WaveformPicture } from './draw-waveform.ts';
import styles from './waveform.module.scss';

type WaveformCanvasProps = Omit<WaveformPicture, 'colours'>;

/** The picture of a recording, in the colours of where it stands; drawn anew when its size, the scheme or what was played changes. */
export const WaveformCanvas = ({ levels, hearts, played }: WaveformCanvasProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const place = canvas.current;
    const context = place?.getContext('2d');
    if (!place || !context) return;
    const draw = (): void => {
      const { clientWidth: width, clientHeight: height } = place;
      const dots = window.devicePixelRatio || 1;
      const pixels = { width: Math.round(width * dots), height: Math.round(height * dots) };
      if (place.width !== pixels.width || place.height !== pixels.height) Object.assign(place, pixels);
      context.setTransform(dots, 0, 0, dots, 0, 0);
      const style = getComputedStyle(place);
      const colour = (name: string): string => style.getPropertyValue(`--colour-${name}`).trim();
      const colours = { played: colour('accent-text'), ahead: colour('edge'), hearts: colour('accent-text') };
      drawWaveform(context, { width, height }, { levels, hearts, played, colours });
    };
    draw();
    const scheme = window.matchMedia('(prefers-color-scheme: light)');
    scheme.addEventListener('change', draw);
    const sizes = new ResizeObserver(draw);
    sizes.observe(place);
    return () => {
      scheme.removeEventListener('change', draw);
      sizes.disconnect();
    };
  }, [levels, hearts, played]);

  return <canvas ref={canvas} className={styles['canvas']} aria-hidden />;
};
