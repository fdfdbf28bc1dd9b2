import pino from 'pino'
import type { Config } from './config.ts'

/** Paths whose values never reach a log line. */
const redact = ['password', 'newPassword', 'currentPassword', 'token', 'code', 'otp', 'secret', 'authorization', 'cookie', 'phone', 'email', 'documentNumber']

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
  return { ...rest, message: cut(rest.message), stack: cut(rest.stack) }
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
      redact: { paths: redact.flatMap((k) => [k, `*.${k}`, `*.*.${k}`, `req.headers.${k}`]), censor: '[redacted]' },
    },
    to ?? pino.destination({ sync: false }),
  )
}
