import type { Chapter } from '../recordings/recording-chapters.ts';

/** Chapters as Podcasting 2.0 has them (https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md). */
export const chaptersDocument = (title: string, chapters: readonly Chapter[]): string =>
  JSON.stringify({
    version: '1.2.0',
    title,
    chapters: chapters.map((chapter) => ({
      startTime: chapter.startMs / 1_000,
      endTime: chapter.endMs / 1_000,
      title: chapter.title,
    })),
  });
