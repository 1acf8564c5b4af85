import type { LetterLanguage } from '@livestreamer/contracts';

/** What a letter says. Plain texts: the layout escapes them. */
export interface LetterText {
  readonly language: LetterLanguage;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** What the reader is asked to do: a button, and the bare address under it. */
  readonly action: { readonly label: string; readonly url: string } | null;
}

/** A letter to one address. */
export interface LetterToSend extends LetterText {
  readonly to: string;
}

/**
 * What became of one attempt to send a letter. Unclear: the mail server had all of it, and went without an answer.
 * The problem is a code, never the server's words: they may quote the letter.
 */
export type Outcome = 'sent' | 'unclear' | { readonly problem: string; readonly permanent: boolean };

/** Brings letters out: over SMTP, or to the inbox of a server without it. */
export interface Carrier {
  /**
   * One attempt; ends within a minute and never throws. `beforeHandOver` is waited for before the mail server is told that
   * the letter is complete; when it fails, the letter is not sent.
   */
  carry(letter: RenderedLetter, beforeHandOver: () => Promise<void>): Promise<Outcome>;
  close(): void;
}

/** A letter as it goes out. */
export interface RenderedLetter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly queuedAtMs: number;
}
