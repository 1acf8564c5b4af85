const segmenter = new Intl.Segmenter();

/** How many characters a person counts: a family of four in one picture is one. */
export const countGraphemes = (text: string): number => {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
};
