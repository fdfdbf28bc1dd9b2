import pino from 'pino'
import type { Config } from './config.ts'

/** Paths whose values never reach a log line. */
const redact = ['password', 'newPassword', 'currentPassword', 'token', 'code', 'otp', 'secret', 'authorization', 'cookie', 'phone', 'email', 'documentNumber']

/**
 * What stays of a member `code`: the name of an error, that is an SQLSTATE (`23505`), a system error (`ECONNRESET`) or a refusal (`support.taken`). The codes that
 * sign somebody in are of six digits or longer, so none of them looks like one.
 */
const errorCode = /^(?:[0-9A-Z]{5}|[A-Z][A-Z]*(?:_[A-Z0-9]+)*|[a-z]+\.[a-z_]+)$/
const censor = (value: unknown, path: string[]): unknown => (path.at(-1) === 'code' && typeof value === 'string' && errorCode.test(value) ? value : '[redacted]')

/** An error of the database names the values that went in; they stay out of the log, whatever failed. */
function quietError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const {
    params: _p,
    parameters: _q,
    detail: _d,
    where: _w,
    aggregateErrors: _a,
    raw: _r,
    ...rest
  } = pino.stdSerializers.err(error) as pino.SerializedError & Record<string, unknown>
  const cut = (text: unknown) => (typeof text === 'string' ? text.replaceAll(/\nparams: [\s\S]*?(?=\n {4}at |\ncaused by|$)/g, '') : text)
  // A failed query is wrapped; what kind of failure it was is in the cause.
  const { code, constraint } = (error.cause ?? {}) as { code?: unknown; constraint?: unknown }
  return { ...(code === undefined ? {} : { code }), ...(constraint === undefined ? {} : { constraint }), ...rest, message: cut(rest.message), stack: cut(rest.stack) }
}

export type Log = pino.Logger

/** Structured JSON lines on stdout, with request ids; personal data and secrets are replaced before they are written. */
export function openLog(config: Pick<Config, 'LOG_LEVEL'>, to?: pino.DestinationStream): Log {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: quietError },
      redact: { paths: redact.flatMap((k) => [k, `*.${k}`, `*.*.${k}`, `req.headers.${k}`]), censor },
    },
    to ?? pino.destination({ sync: false }),
  )
}
