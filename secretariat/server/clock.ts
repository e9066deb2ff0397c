/** Where the server reads the time, so that tests can set it. */
export type Clock = () => Date;
