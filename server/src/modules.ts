import type { Config } from '#platform/config'
import type { Module } from '#platform/module'
import { content } from '#core/content'
import { settings } from '#core/settings'

export const whoIs = async () => undefined

/** What this operator runs: the core, and the lines that are switched on. */
export const modulesFor = (_config: Config): readonly Module[] => [settings, content]
