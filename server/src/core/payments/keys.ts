import type { Config } from '#platform/config'
import { sign } from '#platform/crypto'
import type { Ctx } from '#platform/db'
import { simulatorGeneration } from './simulated.ts'
import type { Secrets } from './signatures.ts'

export interface GatewayKeys {
  keyId: string
  keySecret: string
  /** Without the version: the SDK adds `/v1`. */
  baseUrl: string
  /** Account of the operator from which money is paid out. */
  accountNumber: string | undefined
}

/** Whether the built-in simulator stands in for Razorpay: the default locally; in production only with SIMULATOR=true. */
export const simulated = (config: Config): boolean => config.RAZORPAY_KEY_ID === undefined && (config.SIMULATOR ?? !config.production)

/** The simulator's keys hang on SECRET, so that they stay the same from start to start. */
export const simulatorKeys = (config: Config) => ({
  keyId: `rzp_test_${sign(config, 'simulator key', 'id').replaceAll(/[-_]/g, '0').slice(0, 14)}`,
  keySecret: sign(config, 'simulator key', 'secret').replaceAll(/[-_]/g, '0').slice(0, 24),
})
export const simulatorWebhookSecret = (config: Config, generation: number): string => sign(config, 'simulator webhook', String(generation)).slice(0, 32)

export function gatewayKeys(config: Config): GatewayKeys | undefined {
  const base = config.RAZORPAY_BASE_URL?.replace(/\/v1$/, '')
  if (config.RAZORPAY_KEY_ID !== undefined && config.RAZORPAY_KEY_SECRET !== undefined)
    return { keyId: config.RAZORPAY_KEY_ID, keySecret: config.RAZORPAY_KEY_SECRET, baseUrl: base ?? 'https://api.razorpay.com', accountNumber: config.RAZORPAY_ACCOUNT_NUMBER }
  if (!simulated(config)) return undefined
  return { ...simulatorKeys(config), baseUrl: base ?? `http://127.0.0.1:${config.PORT}/simulator/razorpay`, accountNumber: '2323230000000000' }
}

/** The secrets that a webhook may be signed with; undefined where there is no gateway. */
export async function webhookSecrets(ctx: Ctx): Promise<Secrets | undefined> {
  const { config } = ctx
  if (simulated(config)) {
    const generation = await simulatorGeneration(ctx)
    return {
      webhook: simulatorWebhookSecret(config, generation),
      webhookOld: generation > 1 ? simulatorWebhookSecret(config, generation - 1) : undefined,
      key: simulatorKeys(config).keySecret,
    }
  }
  if (config.RAZORPAY_WEBHOOK_SECRET === undefined || config.RAZORPAY_KEY_SECRET === undefined) return undefined
  return { webhook: config.RAZORPAY_WEBHOOK_SECRET, webhookOld: config.RAZORPAY_WEBHOOK_SECRET_OLD, key: config.RAZORPAY_KEY_SECRET }
}

/** What is printed at start, so that a person can point the official SDK at the simulator. */
export const simulatorBanner = async (ctx: Ctx) => ({ ...simulatorKeys(ctx.config), webhookSecret: simulatorWebhookSecret(ctx.config, await simulatorGeneration(ctx)) })
