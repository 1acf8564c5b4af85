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

/** Letters about planned shows, in one language. */
export interface ReminderLetters {
  beginsSoon(facts: ReminderFacts): ReminderLetter;
  calledOff(facts: ReminderFacts): ReminderLetter;
  /** To whom a series is: one of its shows cannot be, because another has the time. */
  leftOut(facts: ReminderFacts & { readonly otherTitle: string }): ReminderLetter;
}

export interface ReminderLetter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** What the button says that opens the show's page. */
  readonly action: string;
}
