import { createHash } from 'node:crypto';
import type { Chance } from '../../platform/index.ts';

/** 32 characters that nobody mistakes for one another when copied from paper. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODES = 10;
const LENGTH = 24;

/** Ten codes of 120 bits in groups of four, `K7QM-2WXA-…`: for the day the phone is lost. */
export const makeRecoveryCodes = (chance: Chance): string[] => Array.from({ length: CODES }, () => makeCode(chance));

/** What is kept of a code, however it was typed. 120 bits of chance need no salt, and nothing slower. */
export const recoveryCodeHash = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest('base64url');

/** 256 is a multiple of 32, so every character is as likely as any other. */
const makeCode = (chance: Chance): string => {
  const bytes = Buffer.from(chance.token(), 'base64url').subarray(0, LENGTH);
  const characters = [...bytes].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return characters.match(/.{4}/g)?.join('-') ?? characters;
};
