import type { Page } from 'playwright-core';

/** Where the page keeps what it has found out. */
const GAPS = 'livestreamerHeardGaps';

/** From now on the page listens for a tone in what its `<audio>` plays, twenty times a second. */
export const watchGaps = (page: Page, hz: number): Promise<void> =>
  page.evaluate(
    ({ hz, gaps }) => {
      const audio = document.querySelector('audio');
      if (!audio || !('captureStream' in audio) || typeof audio.captureStream !== 'function') return;
      const stream: MediaStream = audio.captureStream();
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      analyser.fftSize = 4096;
      const found = { longestMs: 0, silentMs: 0 };
      let lookedMs = performance.now();
      Reflect.set(window, gaps, found);
      let playing: { id: string; source: MediaStreamAudioSourceNode } | null = null;
      const bins = new Float32Array(analyser.frequencyBinCount);
      setInterval(() => {
        // A response that is opened anew is another track.
        const [track] = stream.getAudioTracks();
        if (track && track.id !== playing?.id) {
          playing?.source.disconnect();
          playing = { id: track.id, source: context.createMediaStreamSource(new MediaStream([track])) };
          playing.source.connect(analyser);
        }
        analyser.getFloatFrequencyData(bins);
        const loudest = bins.indexOf(Math.max(...bins));
        const isHeard =
          (bins[loudest] ?? -200) > -60 && Math.abs((loudest * context.sampleRate) / analyser.fftSize - hz) < 15;
        // A page that stood still itself, and then hears the tone, has missed nothing.
        found.silentMs = isHeard ? 0 : found.silentMs + performance.now() - lookedMs;
        found.longestMs = Math.max(found.longestMs, found.silentMs);
        lookedMs = performance.now();
      }, 50);
    },
    { hz, gaps: GAPS },
  );

/** The longest time since `watchGaps` in which the tone was not heard, and for how long it is not heard now; ms. */
export const heardGaps = (page: Page): Promise<{ longestMs: number; silentMs: number }> =>
  page.evaluate((gaps) => Reflect.get(window, gaps), GAPS);
