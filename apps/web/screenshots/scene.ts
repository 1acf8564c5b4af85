import type { Account, ErrorCode, StationPage } from '@livestreamer/contracts';
import type { Page } from 'playwright-core';
import type { StandInChat } from './stand-in-chat.ts';

/** One state of one page, and what the server says in it. */
export interface Scene {
  readonly name: string;
  readonly path: string;
  readonly stations: readonly StationPage[];
  readonly account?: Account;
  readonly setUpNeeded?: boolean;
  /** What else the server answers, by method and path below /api/v1: an error, or a status and a body. */
  readonly replies?: Readonly<Record<string, ErrorCode | { status: number; json?: unknown }>>;
  /** `never`: answers do not come; `down`: the server is away from the start; `lost`: it goes away after the first paint. */
  readonly server?: 'up' | 'never' | 'down' | 'lost';
  /** What is said in the room; without it the stations have no chat. */
  readonly chat?: StandInChat;
  readonly language?: 'ru';
  /** Takes the page in its whole length, and not only what a screen shows of it. */
  readonly whole?: true;
  /** What the person does before the picture. */
  readonly act?: (page: Page) => Promise<void>;
}
