import { AsyncLocalStorage } from 'node:async_hooks'
import { APIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { phoneNumber } from 'better-auth/plugins/phone-number'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { decrypt, encrypt } from '#platform/crypto'
import { asRefusal, inTransaction, read, type Ctx, type Tx } from '#platform/db'
import { emit, notifyProcesses } from '#platform/events'
import { Problem } from '#platform/problems'
import { forgetTries, passwordTries } from './attempts.ts'
import { authSecret, sessionSeconds } from './sessions.ts'
import { passwords } from './passwords.ts'
import { refuseAuth } from './refusals.ts'
import { accounts, people, sessions, twoFactors, verifications } from './schema.ts'
import { as, note, securityChanged } from './security.ts'

/** The request that a flow of the library serves: its callbacks know nothing of ours, so this is how they find it. */
interface Flow {
  ctx: Ctx
  path: string
}
const flow = new AsyncLocalStorage<Flow>()

const tables = { user: people, session: sessions, account: accounts, verification: verifications, twoFactor: twoFactors }

type Adapter = ReturnType<ReturnType<typeof drizzleAdapter>>
type Row = Record<string, unknown>
type Target = { model: string; where: unknown[] }

/** The library wants an e-mail address for everybody; a person without one has this in its eyes, and null in the table. */
const nowhere = '@no-email.invalid'
export const realEmail = (email: unknown): string | null => (typeof email === 'string' && !email.endsWith(nowhere) ? email : null)

/**
 * The library's database, in our transactions: each of its writes commits together with the events, audit rows and revocations that
 * belong to it. Codes and tokens that wait are encrypted.
 */
function database(boot: Ctx) {
  const current = (): Flow => flow.getStore() ?? { ctx: boot, path: '' }
  return (options: Parameters<ReturnType<typeof drizzleAdapter>>[0]): Adapter => {
    const made = new WeakMap<object, Adapter>()
    const on = (db: object): Adapter => {
      let it = made.get(db)
      if (!it) made.set(db, (it = drizzleAdapter(db as never, { provider: 'pg', schema: tables, transaction: false })(options)))
      return it
    }
    const reader = () => on(current().ctx.db)
    const write = <T>(work: (it: Adapter, tx: Tx, path: string) => Promise<T>): Promise<T> => {
      const { ctx, path } = current()
      return inTransaction(ctx, (tx) => flow.run({ ctx: tx, path }, () => work(on(tx.db), tx, path)))
    }
    const { config } = boot
    const seal = (model: string, data: Row): Row => {
      if (model === 'verification' && typeof data.value === 'string') return { ...data, value: encrypt(config, 'verification', data.value) }
      if (model === 'user' && typeof data.email === 'string' && data.email.endsWith(nowhere)) return { ...data, email: null }
      return data
    }
    const open = <T>(model: string, row: T): T => {
      const it = row as Row | null
      if (it && model === 'verification' && typeof it.value === 'string') return { ...it, value: decrypt(config, 'verification', it.value) } as T
      if (it && model === 'user' && it.email === null) return { ...it, email: `${String(it.id)}${nowhere}` } as T
      // A session is read together with its person.
      if (it && model === 'session' && it.user) return { ...it, user: open('user', it.user) } as T
      return row
    }
    const ended = async (it: Adapter, tx: Tx, target: Target) => {
      if (target.model !== 'session') return
      for (const s of await it.findMany<{ id: string }>({ model: 'session', where: target.where as never, limit: 10_000 })) await notifyProcesses(tx, 'revoked', s.id)
    }
    const base = on(boot.db)
    const it = {
      ...base,
      findOne: async (q: Parameters<Adapter['findOne']>[0]) => open(q.model, await reader().findOne(q)),
      findMany: async (q: Parameters<Adapter['findMany']>[0]) => (await reader().findMany(q)).map((row) => open(q.model, row)),
      count: (q: Parameters<Adapter['count']>[0]) => reader().count(q),
      create: (q: { model: string; data: Row }) =>
        write(async (it, tx, path) => {
          const row = await it.create<Row>({ ...q, data: seal(q.model, q.data) } as never).catch((error: unknown) => {
            const refusal = asRefusal(error)
            throw refusal instanceof Problem ? new APIError('CONFLICT', { code: refusal.code, message: refusal.message }) : error
          })
          if (q.model === 'user') await created(tx, row as never)
          if (q.model === 'account' && path === '/reset-password') await passwordChanged(tx, q.data.userId)
          return open(q.model, row)
        }),
      update: (q: Target & { update: Row }) =>
        write(async (it, tx, path) => {
          const row = await it.update<Row>({ ...q, update: seal(q.model, q.update) } as never)
          if (q.model === 'user' && row) await changed(tx, row as never, q.update, path)
          if (q.model === 'account' && row && 'password' in q.update) await passwordChanged(tx, row.userId)
          return open(q.model, row)
        }),
      updateMany: (q: Target & { update: Row }) =>
        write(async (it, tx) => {
          if (q.model === 'account' && 'password' in q.update)
            for (const row of await it.findMany<Row>({ model: 'account', where: q.where as never })) await passwordChanged(tx, row.userId)
          return it.updateMany({ ...q, update: seal(q.model, q.update) } as never)
        }),
      delete: (q: Target) => write(async (it, tx) => (await ended(it, tx, q), it.delete(q as never))),
      deleteMany: (q: Target) => write(async (it, tx) => (await ended(it, tx, q), it.deleteMany(q as never))),
      consumeOne: (q: Target) => write(async (it) => open(q.model, await it.consumeOne(q as never))),
      incrementOne: (q: Target) => write(async (it) => open(q.model, await it.incrementOne(q as never))),
      transaction: <T>(work: (trx: Adapter) => Promise<T>): Promise<T> => write(() => work(it)),
    } as unknown as Adapter
    return it
  }
}

const named = read<{ id: string; name: string; email: string | null }>('users.name_of', `select id, name, email from users.people where id = $1`)

/** A new password also ends the wait after wrong ones. */
async function passwordChanged(tx: Tx, personId: unknown): Promise<void> {
  const [person] = await named(tx, [personId])
  await securityChanged(tx, person!, 'password')
  if (person!.email) await forgetTries(tx, passwordTries, person!.email)
}

interface Changed {
  id: string
  name: string
}

async function created(tx: Tx, person: Changed): Promise<void> {
  const mine = as(tx, person)
  await note(mine, person.id, 'user.created')
  await emit(mine, 'user.created', { personId: person.id, staff: false })
}

async function changed(tx: Tx, person: Changed, update: Row, path: string): Promise<void> {
  if ('email' in update) await securityChanged(tx, person, 'email')
  else if (update.emailVerified === true) {
    await note(as(tx, person), person.id, 'security.email_verified')
    await emit(as(tx, person), 'user.changed', { personId: person.id, what: ['emailVerified'] })
  }
  if ('phoneNumber' in update) await securityChanged(tx, person, 'phone')
  if ('twoFactorEnabled' in update) {
    await securityChanged(tx, person, update.twoFactorEnabled === true ? 'second_factor_on' : 'second_factor_off')
    await notifyProcesses(tx, 'revoked', person.id)
  }
  if (path === '/phone-number/verify' && 'phoneNumberVerified' in update && !('phoneNumber' in update))
    await emit(as(tx, person), 'user.changed', { personId: person.id, what: ['phoneVerified'] })
}

const standing = read<{ status: string; twoFactor: boolean }>('users.standing', `select status, two_factor_enabled "twoFactor" from users.people where id = $1`)

/** Where a flow's callbacks write to: the request's context, in a transaction. */
const announce = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(flow.getStore()!.ctx, work)

function build(boot: Ctx) {
  const { config } = boot
  const secret = (text: string) => encrypt(config, 'notice', text)
  const ask = (kind: 'verify' | 'confirm_change', person: { id: string; name: string }, to: string, url: string) =>
    announce((tx) => emit(as(tx, person), 'user.verification_requested', { personId: person.id, kind, to, url: secret(url) }))
  return betterAuth({
    appName: config.OPERATOR_NAME,
    baseURL: config.publicUrl,
    basePath: '/api/v1/auth',
    secret: authSecret(config),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    onAPIError: { throw: true },
    database: database(boot) as never,
    advanced: {
      cookiePrefix: 'manifold',
      useSecureCookies: false,
      defaultCookieAttributes: { secure: config.publicUrl.startsWith('https:') },
      database: { generateId: false },
      ipAddress: { ipAddressHeaders: ['x-manifold-address'] },
    },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true, freshAge: 0, fields: { userId: 'personId' } },
    account: { fields: { userId: 'personId' } },
    verification: { storeIdentifier: 'hashed' },
    user: {
      fields: { image: 'avatarMediaId' },
      changeEmail: {
        enabled: true,
        sendChangeEmailConfirmation: ({ user, url }) => ask('confirm_change', user, user.email, url),
      },
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      password: { hash: (password) => passwords.hash(password), verify: (it) => passwords.verify(it) },
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3600,
      // The address is made of the token in the route, which knows where the asking app has its page.
      sendResetPassword: ({ user, url, token }) =>
        announce(async (tx) => {
          const to = new URL(url).searchParams.get('callbackURL') || '/reset-password'
          await emit(as(tx, user), 'user.reset_requested', { personId: user.id, url: secret(`${config.publicUrl}${to}${to.includes('?') ? '&' : '?'}token=${token}`) })
        }),
    },
    emailVerification: {
      sendOnSignUp: true,
      expiresIn: 24 * 3600,
      sendVerificationEmail: async ({ user, url }) => {
        const to = realEmail(user.email)
        if (to) await ask('verify', user, to, url)
      },
    },
    databaseHooks: {
      user: {
        // A picture of a person is a file of ours, never an address from elsewhere.
        create: { before: async ({ image: _image, ...data }) => ({ data }) as never },
        update: {
          // Whoever follows the link that went to the new address has shown that it is theirs.
          before: async (data, context) => (context?.path === '/verify-email' && data.email ? { data: { ...data, emailVerified: true } } : undefined),
        },
      },
      session: {
        create: {
          before: async (session, context) => {
            const [person] = await standing(flow.getStore()!.ctx, [session.userId])
            const path = context?.path ?? ''
            const byPhone = path.startsWith('/phone-number')
            if (person?.status !== 'active') throw byPhone ? refuseAuth.wrong_code() : refuseAuth.wrong()
            // A code by SMS alone must not go round the second factor.
            if (byPhone && person.twoFactor) throw refuseAuth.second_factor()
          },
        },
      },
    },
    plugins: [
      phoneNumber({
        otpLength: 6,
        expiresIn: 300,
        allowedAttempts: 3,
        sendOTP: ({ phoneNumber: phone, code }) =>
          announce(async (tx) => {
            const [person] = await byPhone(tx, [phone])
            await emit(tx, 'user.code_requested', { phone, code: secret(code), personId: person?.id ?? null })
          }),
        signUpOnVerification: { getTempEmail: (phone) => `${phone.slice(1)}${nowhere}`, getTempName: (phone) => phone },
        schema: { user: { fields: { phoneNumber: 'phone', phoneNumberVerified: 'phoneVerified' } } },
      }),
      twoFactor({ issuer: config.OPERATOR_NAME, schema: { twoFactor: { fields: { userId: 'personId' } } } }),
    ],
  })
}

const byPhone = read<{ id: string }>('users.by_phone', `select id from users.people where phone = $1`)

export type Auth = ReturnType<typeof build>
/** The sign-in library over our tables. `boot` is the context of the app; each call runs in the one of its request. */
export const makeAuth = (boot: Ctx): Auth => build(boot)

/** Lets the library answer one request of ours. Refusals are thrown, as `APIError` or as problems of ours. */
export const answer = (auth: Auth, ctx: Ctx, path: string, request: Request): Promise<Response> => flow.run({ ctx, path }, () => auth.handler(request))
