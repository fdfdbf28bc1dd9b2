import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import Type, { type Static } from 'typebox'
import Value from 'typebox/value'

const text = (description: string, extra: object = {}) => Type.Optional(Type.String({ minLength: 1, description, ...extra }))

/** Every variable the product reads, with its meaning. `docs/operating.md` lists the same names; a test compares them. */
export const Environment = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65535, default: 8000, description: 'Port of the HTTP server; 0 takes a free one' }),
  HOST: text('Address to listen on. Default 127.0.0.1 locally, 0.0.0.0 in production'),
  REUSE_PORT: Type.Boolean({ default: false, description: 'Several servers on one machine listen on the same port, and the system shares connections among them: one a core' }),
  DATA_DIR: Type.String({ default: 'var', description: 'Folder of the embedded database, local files and the captured mail' }),
  DATABASE_URL: text('PostgreSQL 18 or newer. When set, this is production', { pattern: '^postgres(ql)?://' }),
  DATABASE_REPLICA_URL: text('Read replica for search and reports', { pattern: '^postgres(ql)?://' }),
  DATABASE_POOL: Type.Integer({ minimum: 2, maximum: 200, default: 16, description: 'Connections a process may hold' }),
  SECRET: text('At least 32 characters; signs sessions and links, encrypts personal data. Required in production', { minLength: 32 }),
  PUBLIC_URL: text('Address that people use, without a trailing slash. Required in production', { pattern: '^https?://[^/]+$' }),
  SERVICE_LINES: Type.String({ default: 'gas', pattern: '^(gas|charging|rides)(,(gas|charging|rides))*$', description: 'Lines that this operator runs, comma separated' }),
  OPERATOR_NAME: Type.String({ default: 'Manifold', description: 'Name shown to customers and in mail' }),
  OPERATOR_TIME_ZONE: Type.String({ default: 'Asia/Kolkata', description: "The operator's time zone: a day in reports is a day here" }),
  EMERGENCY_NUMBER: Type.String({ default: '1906', description: 'Number shown on the emergency page' }),
  WORKER_CONCURRENCY: Type.Integer({ minimum: 1, maximum: 64, default: 4, description: 'Jobs a worker runs at once' }),
  LOG_LEVEL: Type.Union(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map((l) => Type.Literal(l)),
    { default: 'info', description: 'Least severe line that is logged' },
  ),
  TRUST_PROXY: Type.Integer({ minimum: 0, maximum: 8, default: 0, description: 'How many proxies stand before the server' }),
  SMTP_URL: text('smtp:// or smtps:// address of the mail server. Without it mail is captured locally', { pattern: '^smtps?://' }),
  MAIL_FROM: Type.String({ default: 'Manifold <desk@manifold.example>', description: 'Sender of mail' }),
  VAPID_PUBLIC_KEY: text('Web push key pair, public part'),
  VAPID_PRIVATE_KEY: text('Web push key pair, private part'),
  VAPID_SUBJECT: text('mailto: or https: address that push services may write to'),
  TWILIO_ACCOUNT_SID: text('Twilio account for SMS. Without it SMS is captured locally'),
  TWILIO_AUTH_TOKEN: text('Twilio token'),
  TWILIO_FROM: text('Sender number of SMS'),
  FCM_SERVICE_ACCOUNT: text('Path of the Firebase service account file. Without it mobile push is captured locally'),
  S3_BUCKET: text('Bucket for files. Without it files are kept under DATA_DIR'),
  S3_REGION: Type.String({ default: 'ap-south-1', description: 'Region of the bucket' }),
  S3_ENDPOINT: text('Endpoint of an S3-compatible store'),
  S3_ACCESS_KEY_ID: text('Access key of the store'),
  S3_SECRET_ACCESS_KEY: text('Secret key of the store'),
  METRICS_TOKEN: text('Bearer token that /metrics asks for. Without it /metrics answers only to this machine', { minLength: 16 }),
  RAZORPAY_KEY_ID: text('Key of Razorpay. Without it the simulator stands in locally, and nothing is paid online in production'),
  RAZORPAY_KEY_SECRET: text('Secret of the key'),
  RAZORPAY_WEBHOOK_SECRET: text('Secret that signs webhooks of Razorpay'),
  RAZORPAY_WEBHOOK_SECRET_OLD: text('The webhook secret before the last change; retries are signed with it for a day'),
  RAZORPAY_BASE_URL: text('Another address that speaks the dialect of Razorpay, with or without /v1', { pattern: '^https?://' }),
  RAZORPAY_ACCOUNT_NUMBER: text('Account of RazorpayX from which payouts leave. Without it nothing is paid out'),
  SIMULATOR: Type.Optional(Type.Boolean({ description: 'Whether the built-in gateway runs in place of Razorpay. Default: locally yes, in production no' })),
  CAPTURE_MESSAGES: Type.Boolean({ default: false, description: 'Production only: capture mail, SMS and push instead of sending, on purpose' }),
})

type Env = Static<typeof Environment>
export interface Config extends Readonly<Env> {
  readonly production: boolean
  readonly lines: readonly string[]
  readonly secret: string
  readonly publicUrl: string
  readonly host: string
  readonly dataDir: string
}

const LOCAL_SECRET = 'local-demo-secret-not-for-production-use'

/**
 * Reads and freezes the configuration. Refuses to start half-configured: throws one error that names every bad variable.
 * With `DATABASE_URL` set it is production, where SECRET and PUBLIC_URL are required.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const known = Object.fromEntries(Object.keys(Environment.properties).flatMap((key) => (env[key] === undefined || env[key] === '' ? [] : [[key, env[key]]])))
  const value = Value.Default(Environment, Value.Convert(Environment, known)) as Env
  const problems = [...Value.Errors(Environment, value)].map((e) => `${e.instancePath.slice(1).replaceAll('/', '.') || 'configuration'} ${e.message}`)
  const together = (names: (keyof Env)[]) => {
    const missing = names.filter((n) => value[n] === undefined)
    if (missing.length > 0 && missing.length < names.length)
      for (const n of missing) problems.push(`${n} is needed together with ${names.filter((x) => !missing.includes(x)).join(', ')}`)
  }
  together(['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT'])
  together(['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'])
  together(['RAZORPAY_KEY_ID', 'RAZORPAY_KEY_SECRET', 'RAZORPAY_WEBHOOK_SECRET'])
  together(['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'])
  try {
    new Intl.DateTimeFormat('en', { timeZone: value.OPERATOR_TIME_ZONE })
  } catch {
    problems.push('OPERATOR_TIME_ZONE is not a time zone')
  }
  const production = value.DATABASE_URL !== undefined
  if (production) {
    for (const name of ['SECRET', 'PUBLIC_URL'] as const) if (value[name] === undefined) problems.push(`${name} is required in production`)
    if (value.SMTP_URL === undefined && !value.CAPTURE_MESSAGES)
      problems.push('SMTP_URL is required in production (or CAPTURE_MESSAGES=true to keep mail in the outbox on purpose)')
  }
  if (problems.length > 0) throw new ConfigError(problems)
  const dataDir = resolve(value.DATA_DIR)
  mkdirSync(dataDir, { recursive: true })
  return Object.freeze({
    ...value,
    production,
    dataDir,
    lines: value.SERVICE_LINES.split(','),
    secret: value.SECRET ?? LOCAL_SECRET,
    publicUrl: value.PUBLIC_URL ?? `http://localhost:${value.PORT}`,
    host: value.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
  })
}

/** Why the product cannot start, in words for whoever runs it: printed without a stack. */
export class CannotStart extends Error {}

export class ConfigError extends CannotStart {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`The configuration cannot be used:\n${problems.map((p) => `  - ${p}`).join('\n')}`)
    this.problems = problems
  }
}
