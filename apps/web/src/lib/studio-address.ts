/** Where somebody who may edit a show does it. */
export const studioAddress = (broadcastId: string): string => `/studio/shows/${broadcastId}`;
