/**
 * Loaded into a tool with `node --import`: ends it when the channel to the process that started it closes. A
 * desk that is killed in the middle of a build leaves no build behind that would block the next start.
 */
process.once('disconnect', () => process.exit(1))
process.channel?.unref()
