import type { ChatMessage } from '@livestreamer/contracts';

/** What is being written beside a plain message: an answer, or a change of an own one. */
export interface Drafting {
  readonly kind: 'answer' | 'edit';
  readonly message: ChatMessage;
}
