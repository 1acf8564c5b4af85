const TIME = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})$/;

/** `1:02:03` or `62:03` in ms; null for what is no time. */
export const parseClock = (text: string): number | null => {
  const [, hours = '0', minutes, seconds] = TIME.exec(text.trim()) ?? [];
  if (minutes === undefined || seconds === undefined || Number(seconds) > 59) return null;
  if (hours !== '0' && Number(minutes) > 59) return null;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
};
