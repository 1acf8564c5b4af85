/** The smallest GIF there is: one pixel. */
const PIXEL = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** A picture that the server takes. */
export const testPicture = (): Blob => new Blob([Buffer.from(PIXEL, 'base64')], { type: 'image/gif' });
