/** Milliseconds of a clock that never jumps and is the same in every thread of every process. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;
