import pino from 'pino'
import type { Config } from './config.ts'

/** Paths whose values never reach a log line. */
const redact = ['password', 'newPassword', 'currentPassword', 'token', 'code', 'otp', 'secret', 'authorization', 'cookie', 'phone', 'email', 'documentNumber']

export type Log = pino.Logger

/** Structured JSON lines on stdout, with request ids; personal data and secrets are replaced before they are written. */
export function openLog(config: Pick<Config, 'LOG_LEVEL'>, to?: pino.DestinationStream): Log {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redact.flatMap((k) => [k, `*.${k}`, `*.*.${k}`, `req.headers.${k}`]), censor: '[redacted]' },
    },
    to ?? pino.destination({ sync: false }),
  )
}
