const OFFERED_S = [0, 5, 10, 30, 60, 300];

/** How long people may have to wait between two messages, in seconds; with what is set now among them. */
export const slowModesWith = (setS: number): readonly number[] =>
  [...new Set([...OFFERED_S, setS])].sort((one, other) => one - other);
