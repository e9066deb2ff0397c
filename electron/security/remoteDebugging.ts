/** Switches that would let another program on the machine read the unlocked window or run code in it. */
const openDoors = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'inspect', 'inspect-brk', 'disable-web-security', 'load-extension', 'no-sandbox'];

/** The switches among the given command line that an installed app must not start with. */
export function forbiddenSwitches(hasSwitch: (name: string) => boolean, argv: readonly string[]): string[] {
  return openDoors.filter((name) => hasSwitch(name) || argv.some((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`)));
}
