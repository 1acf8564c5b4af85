import type { Clock } from '@livestreamer/clock';

/** Safari reads what is downloaded only after the click. */
const READ_BY_MS = 60_000;

interface FileToSave {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** Gives a text that the page made to the browser's downloads. */
export const saveFile = ({ name, mediaType, text }: FileToSave, clock: Clock): void => {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  clock.after(READ_BY_MS, () => URL.revokeObjectURL(url));
};
