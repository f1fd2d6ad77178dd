/**
 * Loaded into the server before anything else (`--import`): on SIGUSR2 its clock is set an hour
 * back, and on the next one it is right again. Timers and `performance.now()` go on, as they do
 * when a machine's clock is set.
 */
const HOUR = 60 * 60 * 1000;
const RealDate = Date;
const realNow = Date.now;

let offset = 0;
const now = () => realNow() + offset;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, type) =>
    Reflect.construct(target, given.length > 0 ? given : [now()], type),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});

process.on("SIGUSR2", () => {
  offset = offset === 0 ? -HOUR : 0;
});
