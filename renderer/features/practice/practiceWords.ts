/** The passphrase of every sample vault. It protects nothing and is shown where it is asked for. */
export const practiceWords = 'sample harbour ribbon anvil meadow practice';
