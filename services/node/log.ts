/** Takes one line for people, without a newline. */
export type Log = (line: string) => void;
