/**
 * Tells browsers to save under this name (RFC 6266). Old programs see it in ASCII, all others in UTF-8 (RFC 8187, which follows 5987); characters
 * that file systems refuse become an underscore.
 */
export const attachmentNamed = (name: string): string => {
  const safe = name.replace(/[\p{Cc}\p{Cs}\\/:*?"<>|]/gu, '_');
  const ascii = safe.replace(/[^\u0020-\u007e]|%/g, '_');
  const utf8 = encodeURIComponent(safe).replace(/['()]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`;
};
