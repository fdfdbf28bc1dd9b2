import Type, { type Static, type TObject, type TSchema } from 'typebox'
import { userId } from '#platform/access'
import { encrypt, secretToken } from '#platform/crypto'
import { inTransaction, read, type Ctx } from '#platform/db'
import { addJob } from '#platform/jobs'
import type { Limit } from '#platform/limits'
import { Body, Id, Nullable } from '#platform/openapi'
import { common, type Problem } from '#platform/problems'
import { Line } from '#platform/texts'
import { addressTries, asked, codesSent, codesTried, countTry, forgetTries, giveBackTry, mails, needTry, passwordTries } from './attempts.ts'
import { checkPassword } from './passwords.ts'
import { readPhone } from './phones.ts'
import { refuseAuth } from './refusals.ts'
import { secondFactorRequired } from './sessions.ts'

const Email = Type.String({ format: 'email', maxLength: 254 })
const Secret = Type.String({ minLength: 1, maxLength: 200 })
// Only a path of our own: a link in a mail never leads elsewhere.
const Path = Type.String({ pattern: '^/(?![/\\\\])[^\\\\\\s]*$', maxLength: 300, description: 'Where to go afterwards: a path of this site' })
const Code = Type.String({ minLength: 4, maxLength: 32 })
const Phone = Type.String({ minLength: 5, maxLength: 32, examples: ['+91 98765 43210'] })

const SignedIn = Type.Object({
  user: Type.Object({
    id: Id,
    name: Type.String(),
    email: Nullable(Type.String()),
    emailVerified: Type.Boolean(),
    phone: Nullable(Type.String()),
    phoneVerified: Type.Boolean(),
    staff: Type.Boolean(),
    twoFactor: Type.Boolean(),
  }),
  token: Type.String({ description: 'What an app sends as `Authorization: Bearer …`; the same as the header set-auth-token' }),
})
const SecondFactor = Type.Object({
  twoFactorRedirect: Type.Literal(true, { description: 'The password was right; go on with two-factor/verify-totp or verify-backup-code, with the cookie of this answer' }),
})
const Done = Type.Object({ status: Type.Literal(true) })

/** What a flow answers when it opened a session. */
export type Opened = Static<typeof SignedIn>

/** One flow of the sign-in library as our API shows it. */
export interface Flow<B> {
  method?: 'GET'
  path: string
  /** The library's address, where ours is another. */
  to?: string
  may?: 'signed_in'
  summary: string
  description?: string
  query?: TObject
  limit?: Limit
  answer: TSchema
  /** What happens before: counting tries, checking passwords. Gives the body for the library, or an answer that goes out without asking it. */
  before?: (ctx: Ctx, body: B) => Promise<object | { answered: unknown } | void>
  /** The library refused. */
  refused?: (ctx: Ctx, body: B, problem: Problem) => Promise<void>
  /** It went well. */
  done?: (ctx: Ctx, body: B) => Promise<void>
  /** Shapes the answer; without it the answer is the opened session, or what the library said. */
  out?: (said: Record<string, unknown>, opened: Opened | undefined) => unknown
}
export interface Entry extends Flow<never> {
  body?: TObject
}
const entry = <T extends TObject>(it: Flow<Static<T>> & { body?: T }): Entry => it as unknown as Entry

const perAddress = (points: number, seconds: number): Limit => ({ points, seconds, per: 'address' })

/** Every flow of the library that can be reached. */
export const flows: readonly Entry[] = [
  entry({
    path: '/sign-up/email',
    summary: 'Make an account with e-mail and password, and sign in',
    body: Body({
      email: Email,
      password: Secret,
      name: Line({ maxLength: 120 }),
      rememberMe: Type.Optional(Type.Boolean()),
      callbackURL: Type.Optional(Path),
    }),
    limit: perAddress(60, 3600),
    answer: SignedIn,
    before: async (_ctx, body) => {
      checkPassword(body.password, [body.name, body.email])
      return { ...body, name: body.name.trim() }
    },
  }),
  entry({
    path: '/sign-in/email',
    summary: 'Sign in with e-mail and password',
    description: 'Sets the session cookie and answers a bearer token. A wrong password, an unknown address, a locked and a suspended account give one and the same answer.',
    body: Body({ email: Email, password: Secret, rememberMe: Type.Optional(Type.Boolean()) }),
    limit: perAddress(600, 900),
    answer: Type.Union([SignedIn, SecondFactor]),
    out: (_said, opened) => opened ?? { twoFactorRedirect: true },
    before: async (ctx, body) => {
      await needTry(ctx, addressTries, ctx.address)
      const { allowed } = await countTry(ctx, passwordTries, body.email)
      // Locked: the library looks at a password that nobody has, so that this takes neither more nor less than a wrong one.
      return allowed ? undefined : { ...body, password: secretToken() }
    },
    refused: async (ctx, body, { code }) => {
      if (code === refuseAuth.wrong.code) await noteFailure(ctx, body.email)
    },
    done: async (ctx, body) => {
      await forgetTries(ctx, passwordTries, body.email)
      await giveBackTry(ctx, addressTries, ctx.address)
    },
  }),
  entry({ path: '/sign-out', may: 'signed_in', summary: 'Sign out of this session', answer: Type.Object({ success: Type.Boolean() }) }),
  ...['/request-password-reset', '/forget-password'].map((path) =>
    entry({
      path,
      to: '/request-password-reset',
      summary: path === '/forget-password' ? 'The same as request-password-reset' : 'Ask for a link to set a new password',
      description: 'Answers the same whether or not there is an account.',
      body: Body({ email: Email, redirectTo: Type.Optional(Path) }),
      limit: perAddress(60, 3600),
      answer: Done,
      before: async (ctx, body) => {
        await needTry(ctx, asked, ctx.address)
        if (!(await countTry(ctx, mails, `reset ${body.email}`)).allowed) return { answered: { status: true } }
      },
      out: () => ({ status: true }),
    }),
  ),
  entry({
    path: '/reset-password',
    summary: 'Set a new password with the token of the link',
    description: 'Ends every session of the person.',
    body: Body({ newPassword: Secret, token: Type.String({ minLength: 10, maxLength: 200 }) }),
    limit: perAddress(60, 900),
    answer: Done,
    before: async (ctx, body) => {
      checkPassword(body.newPassword, [], 'newPassword')
      await needTry(ctx, addressTries, ctx.address)
    },
    done: async (ctx) => void (await giveBackTry(ctx, addressTries, ctx.address)),
  }),
  entry({
    path: '/send-verification-email',
    may: 'signed_in',
    summary: 'Send the link that confirms my e-mail address once more',
    body: Body({ email: Type.Optional(Email), callbackURL: Type.Optional(Path) }),
    limit: perAddress(60, 3600),
    answer: Done,
    before: async (ctx, body) => {
      const { email } = await mine(ctx)
      if (!email) throw common.not_found({ detail: 'You have no e-mail address. Add one first.' })
      if (!(await countTry(ctx, mails, `verify ${email}`)).allowed) return { answered: { status: true } }
      return { ...body, email }
    },
  }),
  entry({
    method: 'GET',
    path: '/verify-email',
    summary: 'Confirm an e-mail address; the link in the mail leads here',
    description: 'With callbackURL the answer is a redirect, to which `error` is added when the link is no longer valid.',
    query: Type.Object({ token: Type.String({ minLength: 10, maxLength: 2000 }), callbackURL: Type.Optional(Path) }),
    answer: Done,
    out: () => ({ status: true }),
  }),
  entry({
    path: '/change-email',
    may: 'signed_in',
    summary: 'Ask for another e-mail address',
    description:
      'The old address, when it is confirmed, is asked first; the new one is set when its link is followed. Answers the same whether or not somebody else has the address.',
    body: Body({ newEmail: Email, callbackURL: Type.Optional(Path) }),
    limit: perAddress(30, 3600),
    answer: Done,
    before: async (ctx, body) => {
      if ((await mine(ctx)).email?.toLowerCase() === body.newEmail.toLowerCase()) throw common.invalid({ errors: [{ path: 'newEmail', message: 'is your address already' }] })
      if (!(await countTry(ctx, mails, `change ${userId(ctx.actor)}`)).allowed) throw refuseAuth.too_many()
    },
    out: () => ({ status: true }),
  }),
  entry({
    path: '/change-password',
    may: 'signed_in',
    summary: 'Change my password',
    description: 'Ends the other sessions unless `revokeOtherSessions` is false; the session of this call goes on under the token of the answer.',
    body: Body({ currentPassword: Secret, newPassword: Secret, revokeOtherSessions: Type.Optional(Type.Boolean()) }),
    answer: Type.Object({ token: Nullable(Type.String({ description: 'The token of the new session, when the others were ended' })) }),
    before: async (ctx, body) => {
      const { name, email } = await mine(ctx)
      checkPassword(body.newPassword, [name, email], 'newPassword')
      await needTry(ctx, passwordTries, `own ${userId(ctx.actor)}`)
      return { ...body, revokeOtherSessions: body.revokeOtherSessions ?? true }
    },
    done: async (ctx) => void (await forgetTries(ctx, passwordTries, `own ${userId(ctx.actor)}`)),
    out: (_said, opened) => ({ token: opened?.token ?? null }),
  }),
  entry({
    path: '/phone-number/send-otp',
    summary: 'Send a one-time code to a phone',
    description: 'The code is valid for five minutes and three tries. Answers the same whether or not there is an account.',
    body: Body({ phoneNumber: Phone }),
    limit: perAddress(60, 3600),
    answer: Done,
    before: async (ctx, body) => {
      const phoneNumber = await readPhone(ctx, body.phoneNumber)
      await needTry(ctx, asked, ctx.address)
      await needTry(ctx, codesSent, phoneNumber)
      return { phoneNumber }
    },
    out: () => ({ status: true }),
  }),
  entry({
    path: '/phone-number/verify',
    summary: 'Sign in, or make an account, with the code; or add the phone to my account',
    description: 'With `updatePhoneNumber` the number becomes that of the person who is signed in.',
    body: Body({ phoneNumber: Phone, code: Code, updatePhoneNumber: Type.Optional(Type.Boolean()) }),
    limit: perAddress(120, 3600),
    answer: Type.Union([SignedIn, Done]),
    before: async (ctx, body) => {
      if (body.updatePhoneNumber && ctx.actor.kind !== 'user') throw common.not_signed_in()
      const phoneNumber = await readPhone(ctx, body.phoneNumber)
      await needTry(ctx, addressTries, ctx.address)
      await needTry(ctx, codesTried, phoneNumber)
      return { ...body, phoneNumber }
    },
    done: async (ctx, body) => {
      await forgetTries(ctx, codesTried, body.phoneNumber)
      await giveBackTry(ctx, addressTries, ctx.address)
    },
    out: (_said, opened) => opened ?? { status: true },
  }),
  entry({
    path: '/two-factor/enable',
    may: 'signed_in',
    summary: 'Begin to set up a second factor (TOTP)',
    description: 'It is on once a first code was confirmed with two-factor/verify-totp. The backup codes are shown only now.',
    body: Body({ password: Secret }),
    answer: Type.Object({ totpURI: Type.String(), backupCodes: Type.Array(Type.String()) }),
    before: ownPassword,
    done: ownPasswordRight,
  }),
  entry({
    path: '/two-factor/verify-totp',
    summary: 'The second step of signing in, or the confirmation of a new second factor',
    body: Body({ code: Code, trustDevice: Type.Optional(Type.Boolean({ description: 'Do not ask on this browser for 30 days' })) }),
    limit: perAddress(60, 900),
    answer: SignedIn,
  }),
  entry({
    path: '/two-factor/verify-backup-code',
    summary: 'The second step of signing in, with a backup code; each works once',
    body: Body({ code: Code, trustDevice: Type.Optional(Type.Boolean()) }),
    limit: perAddress(60, 900),
    answer: SignedIn,
  }),
  entry({
    path: '/two-factor/generate-backup-codes',
    may: 'signed_in',
    summary: 'Make new backup codes; the old ones no longer work',
    body: Body({ password: Secret }),
    answer: Type.Object({ backupCodes: Type.Array(Type.String()) }),
    before: ownPassword,
    done: ownPasswordRight,
  }),
  entry({
    path: '/two-factor/disable',
    may: 'signed_in',
    summary: 'Turn my second factor off',
    body: Body({ password: Secret }),
    answer: Done,
    before: async (ctx) => {
      if ((await mine(ctx)).staff && (await secondFactorRequired(ctx))) throw refuseAuth.second_factor_needed()
      return ownPassword(ctx)
    },
    done: ownPasswordRight,
    out: () => ({ status: true }),
  }),
]

async function ownPassword(ctx: Ctx): Promise<void> {
  await needTry(ctx, passwordTries, `own ${userId(ctx.actor)}`)
  if (!(await mine(ctx)).password) throw refuseAuth.no_password()
}
async function ownPasswordRight(ctx: Ctx): Promise<void> {
  await forgetTries(ctx, passwordTries, `own ${userId(ctx.actor)}`)
}

interface Mine {
  id: string
  name: string
  email: string | null
  staff: boolean
  password: boolean
}
const me = read<Mine>(
  'users.auth_me',
  `select p.id, p.name, p.email, p.staff, exists (select 1 from users.accounts a where a.person_id = p.id and a.provider_id = 'credential' and a.password is not null) password from users.people p where p.id = $1`,
)
const mine = async (ctx: Ctx): Promise<Mine> => (await me(ctx, [userId(ctx.actor)]))[0]!

// In both cases, somebody or nobody, the same is done now; who it was is looked up later, by a job.
const noteFailure = (ctx: Ctx, email: string): Promise<void> =>
  inTransaction(ctx, (ctx) =>
    addJob(ctx, 'users.sign_in_failed', { email: encrypt(ctx.config, 'attempt', email.toLowerCase()), address: ctx.address, at: ctx.now().toISOString() }),
  )
