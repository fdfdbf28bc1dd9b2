/** What the tab of the browser says. */
export const Title = ({ of }: { of: string }) => <title>{`${of} · Manifold console`}</title>
