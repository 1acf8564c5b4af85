const STEP_MS = 5_000;
const LEAP_MS = 60_000;

/** Where a key leads on a slider of time, as on every slider (ARIA Authoring Practices, Slider); null: it is no key of a slider. */
export const sliderGoal = (key: string, fromMs: number, durationMs: number): number | null => {
  const goal = goalOf(key, fromMs, durationMs);
  return goal === null ? null : Math.round(Math.min(durationMs, Math.max(0, goal)));
};

const goalOf = (key: string, fromMs: number, durationMs: number): number | null => {
  if (key === 'ArrowRight' || key === 'ArrowUp') return fromMs + STEP_MS;
  if (key === 'ArrowLeft' || key === 'ArrowDown') return fromMs - STEP_MS;
  if (key === 'PageUp') return fromMs + LEAP_MS;
  if (key === 'PageDown') return fromMs - LEAP_MS;
  if (key === 'Home') return 0;
  return key === 'End' ? durationMs : null;
};
