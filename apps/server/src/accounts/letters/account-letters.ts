/** What a letter says; `action` is what stands on its link, null without one. */
export interface AccountLetter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action: string | null;
}

interface LetterFacts {
  /** The host of this server, as people know it. */
  readonly site: string;
  readonly username: string;
}

/** Every letter about an account. Each says what happened, what to do, and what to do if it was somebody else. */
export interface AccountLetters {
  /** To whoever registers: the link confirms the address, for a week. */
  confirmAccount(facts: LetterFacts): AccountLetter;
  /** To the owner of an address that somebody wanted to use again: the link chooses a new password, for 30 minutes. */
  addressInUse(facts: LetterFacts): AccountLetter;
  /** The link chooses a new password, for 30 minutes. */
  resetPassword(facts: LetterFacts): AccountLetter;
  /** Without a link: whoever did not do it takes the way of the forgotten password. */
  passwordChanged(facts: LetterFacts): AccountLetter;
  /** To the new address: the link confirms it, for a day. */
  confirmEmail(facts: LetterFacts): AccountLetter;
  /** To the old address, without a link. */
  emailChanging(facts: LetterFacts): AccountLetter;
  /** These without a link: whoever did not do it takes the way of the forgotten password. */
  secondFactorOn(facts: LetterFacts): AccountLetter;
  secondFactorOff(facts: LetterFacts): AccountLetter;
  recoveryCodeUsed(facts: LetterFacts): AccountLetter;
  recoveryCodesRenewed(facts: LetterFacts): AccountLetter;
  passkeyAdded(facts: LetterFacts): AccountLetter;
  passkeyRemoved(facts: LetterFacts): AccountLetter;
  streamKeyMade(facts: LetterFacts): AccountLetter;
  /** The link restores the account, until the day it is erased. */
  goodbye(facts: LetterFacts & { readonly until: Date }): AccountLetter;
}
