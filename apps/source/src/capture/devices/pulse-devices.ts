import type { CaptureDevice } from './capture-device.ts';

/**
 * Reads `pactl list sources` and `pactl info` (with LC_ALL=C). The long list, because the short one has no
 * descriptions and JSON came only with PulseAudio 15.
 */
export const parsePactl = ({ sources, info }: { sources: string; info: string }): CaptureDevice[] => {
  const defaultSink = /^Default Sink: (.+)$/m.exec(info)?.[1];
  return sources
    .split(/^Source #\d+$/m)
    .slice(1)
    .flatMap((block) => {
      const name = field(block, 'Name');
      if (name === null) return [];
      const sink = field(block, 'Monitor of Sink');
      const playback = sink !== null && sink !== 'n/a';
      return [
        {
          system: 'pulse' as const,
          name,
          title: field(block, 'Description') ?? name,
          playback,
          isDefault: playback && sink === defaultSink,
        },
      ];
    });
};

const field = (block: string, label: string): string | null =>
  new RegExp(`^\\s*${label}: (.+)$`, 'm').exec(block)?.[1]?.trim() ?? null;
