import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { refuseAuth } from './refusals.ts'

/**
 * scrypt, off the main thread. Every refused sign-in costs exactly one of these two, whatever the reason, so that the time tells
 * nothing; the tests count the calls.
 */
export const passwords = {
  hash: (password: string): Promise<string> => hashPassword(password),
  verify: (it: { hash: string; password: string }): Promise<boolean> => verifyPassword(it),
}

/** Cores of the passwords that people take when any will do. */
const common = new Set(
  `password passwort passphrase motdepasse contrasena senha parola pass passwd mypassword newpassword welcome welcomeback letmein login logmein access admin administrator
  root superuser user username guest default changeme change secret topsecret private master qwerty qwertyuiop qwertz azerty asdfgh asdfghjkl asdf zxcvbn zxcvbnm
  iloveyou iloveu loveyou lovely sunshine princess monkey dragon football baseball basketball cricket superman batman spiderman starwars pokemon naruto shadow michael jessica
  ashley charlie hello helloworld freedom whatever trustno trustnoone abc abcd abcdef abcdefg abcdefgh abcdefghij qazwsx qazwsxedc onetwothree computer internet samsung google
  facebook india bharat mumbai delhi bangalore bengaluru krishna ganesh jaishreeram omsairam sairam ilovemyindia hindustan manifold test testtest testing tester temp temporary
  demo example sample summer winter spring autumn monday january december corona liverpool chelsea arsenal barcelona realmadrid ferrari mercedes hunter killer maggie ginger
  pepper buster jordan harley ranger jennifer daniel andrew thomas robert soccer hockey`.split(/\s+/),
)
const leet: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }
const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}]/gu, '')
const unleet = (text: string): string => letters(text.toLowerCase().replaceAll(/[013457@$!]/g, (c) => leet[c]!))
const rows = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qazwsxedcrfvtgb']

/** Whether a guesser would try it early: common words dressed up with digits and marks, runs along the keyboard, repetitions. */
export function isCommon(password: string): boolean {
  const lower = password.toLowerCase()
  if (new Set(lower).size < 5) return true
  if (/^(.{1,5})\1+$/.test(lower)) return true
  const plain = lower.replaceAll(/[^a-z0-9]/g, '')
  if (rows.some((row) => row.includes(plain) || [...row].reverse().join('').includes(plain))) return true
  const cores = [letters(lower), unleet(lower.replace(/[\d\W_]+$/, '')), unleet(lower)]
  return cores.some((core) => common.has(core) || common.has(core.replace(/(.+)\1/, '$1')))
}

/** Whether it is mainly the name or the address of the person. */
export function isSimilar(password: string, about: readonly (string | null | undefined)[]): boolean {
  const core = letters(password)
  const parts = about.flatMap((a) => (a ? [letters(a), ...a.split(/[\s@.+_-]+/).map(letters)] : [])).filter((p) => p.length >= 4)
  return parts.some((part) => core === part || (core.includes(part) && core.length - part.length < 4) || (part.includes(core) && core.length >= 4))
}

/** Throws `auth.weak_password` (naming the field) for a password that is short, common or too like what is known of the person. 10 to 128 characters. */
export function checkPassword(password: string, about: readonly (string | null | undefined)[] = [], field = 'password'): void {
  const message =
    password.length < 10
      ? 'needs at least 10 characters'
      : password.length > 128
        ? 'takes at most 128 characters'
        : isCommon(password)
          ? 'is one of the first that anybody would guess'
          : isSimilar(password, about)
            ? 'is too like your name or e-mail'
            : undefined
  if (message) throw refuseAuth.weak_password({ errors: [{ path: field, message }] })
}
