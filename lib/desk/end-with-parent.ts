/**
 * Loaded into a tool with `node --import`: ends it when the channel to the desk that started it closes. A desk
 * that is killed in the middle of a build leaves no build behind that would block the next start.
 *
 * The tool's own workers inherit the flag; they answer to the tool, so nothing is changed for them.
 */
if (process.env['TRUEBOOK_DESK_PID'] === String(process.ppid)) {
  process.once('disconnect', () => process.exit(1))
  process.channel?.unref()
}
