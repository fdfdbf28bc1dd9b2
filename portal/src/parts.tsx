/** What this app takes from ui. One place, so that a screen never asks where a part lives. */
export * from '@manifold/ui'
