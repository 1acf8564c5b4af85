interface FileToSave {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** Gives a text that the page made to the browser's downloads. */
export const saveFile = ({ name, mediaType, text }: FileToSave): void => {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};
