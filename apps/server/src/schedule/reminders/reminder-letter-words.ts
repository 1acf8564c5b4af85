/** What a letter about a planned show is made of. */
export interface ReminderFacts {
  readonly username: string;
  readonly title: string;
  readonly stationName: string;
  readonly start: Date;
  readonly timeZone: string;
  /** Its broadcaster was early. */
  readonly isOnAir: boolean;
}

/** Letters to those who asked for a reminder, in one language. */
export interface ReminderLetters {
  beginsSoon(facts: ReminderFacts): ReminderLetter;
  calledOff(facts: ReminderFacts): ReminderLetter;
}

export interface ReminderLetter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** What the button says that opens the show's page. */
  readonly action: string;
}
