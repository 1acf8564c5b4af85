/** Whether a system call failed with one of these codes (`ENOENT`, `EACCES` …). */
export const failedWith = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);

/** What `reading` gives, or null when the thing is not there, or not ours to see. */
export const unlessMissing = async <T>(reading: Promise<T>): Promise<T | null> => {
  try {
    return await reading;
  } catch (error) {
    if (failedWith(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ESRCH')) return null;
    throw error;
  }
};
