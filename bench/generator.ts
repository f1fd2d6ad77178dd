/**
 * One process of the load: both ends of its chats, so that one clock times a message. It does what
 * the bench tells it over the channel to its parent, and ends with it.
 */
import { Worker } from "node:worker_threads";
import { io, type Socket } from "socket.io-client";
import type { Envelope } from "@/lib/errors";
import type { Message } from "@/lib/messages/contract";
import type { Seat } from "./chats";
import { type Ledger, openLedger } from "./ledger";
import { obey } from "./member";
import { now } from "./now";
import { shuffled, startRandom } from "./random";

/** `closed`: each socket has one message under way; a number: so many a second, come what may. */
export type Pace = "closed" | number;

/** What one process saw of the messages that were due while the window was open. */
export type Measured = {
  /** Done within the window: acknowledged, and delivered to the other end. */
  done: number;
  seconds: number;
  /** How much of its core this process used, 0 to 1. */
  busy: number;
  /** From when each was due, in milliseconds. */
  to_delivery: Float64Array;
  to_acknowledgement: Float64Array;
};

const CONNECTS_AT_ONCE = 50;
const SETTLES_WITHIN_MS = 20_000;

let sockets: Socket[] = [];
let sessions: string[] = [];
let ledger: Ledger;
let texts: string[] = [];
let metronome: { worker: Worker; stop: Int32Array } | undefined;
let sending: "closed" | "open" | "no" = "no";
let window = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY, cpu: 0 };
let measured = {
  done: 0,
  busy: 0,
  to_delivery: [] as number[],
  to_acknowledgement: [] as number[],
};
let sent = 0;

/** The seats of a chat are neighbours. */
async function connect(input: { url: string; seats: Seat[]; has_seq: boolean }): Promise<void> {
  const { url, seats, has_seq } = input;
  sessions = seats.map(({ session_id }) => session_id);
  sockets = [];
  ledger = openLedger({ seats: seats.length, has_seq, onDone });
  for (let from = 0; from < seats.length; from += CONNECTS_AT_ONCE) {
    const some = seats.slice(from, from + CONNECTS_AT_ONCE);
    sockets.push(...(await Promise.all(some.map((seat) => sitDown(url, seat)))));
  }
  for (const [seat, socket] of sockets.entries()) {
    socket.on("chat:new_message", ({ message }: { message: Message }) => {
      ledger.deliver(seat, message, now());
    });
  }
}

function disconnect(): void {
  for (const socket of sockets) socket.disconnect();
  sockets = [];
}

function sitDown(url: string, { session_id, ...auth }: Seat): Promise<Socket> {
  const socket = io(url, {
    auth,
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
  });
  return new Promise<Socket>((resolve, reject) => {
    socket.once("connect_error", reject);
    socket.once("connect", () => {
      socket.emit("chat:join", { session_id }, (answer: Envelope<unknown>) => {
        if (answer.ok) resolve(socket);
        else reject(new Error(`A seat was refused: ${answer.error.message}`));
      });
    });
  });
}

function send(seat: number, due: number): void {
  const client_id = ledger.send(seat, due);
  const content = texts[sent++ % texts.length];
  const input = { session_id: sessions[seat], client_id, type: "text", content };
  sockets[seat]?.emit("chat:send_message", input, (answer: Envelope<{ message: Message }>) => {
    if (answer.ok) ledger.acknowledge(client_id, answer.data.message, now());
    else ledger.refuse(client_id, answer.error);
  });
}

function onDone(
  seat: number,
  at: { sent_at: number; acknowledged_at: number; delivered_at: number },
): void {
  const done_at = Math.max(at.acknowledged_at, at.delivered_at);
  if (done_at >= window.from && done_at < window.to) measured.done++;
  if (at.sent_at >= window.from && at.sent_at < window.to) {
    measured.to_delivery.push(at.delivered_at - at.sent_at);
    measured.to_acknowledgement.push(at.acknowledged_at - at.sent_at);
  }
  if (sending === "closed") send(seat, now());
}

/** A share of a load: `pace` is this process's own, `phase` (0 to 1) puts it between the others. */
async function start(share: { pace: Pace; phase: number; seed: number }): Promise<void> {
  const { pace, phase, seed } = share;
  const random = startRandom(seed);
  texts = Array.from({ length: 256 }, () => textOf(80 + Math.floor(random() * 41), random));
  measured = { done: 0, busy: 0, to_delivery: [], to_acknowledgement: [] };
  window = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY, cpu: 0 };
  const order = shuffled([...sockets.keys()], random);
  if (pace === "closed") {
    sending = "closed";
    for (const seat of order) send(seat, now());
    return;
  }
  sending = "open";
  const interval = 1000 / pace;
  // Far enough ahead for the thread to be there.
  const beat = {
    start: now() + 500 + phase * interval,
    interval,
    stop: new Int32Array(new SharedArrayBuffer(4)),
  };
  const worker = new Worker(new URL("./metronome.mjs", import.meta.url), { workerData: beat });
  worker.on("message", (count: number) => {
    if (sending === "open") {
      send(order[count % order.length] as number, beat.start + count * interval);
    }
  });
  metronome = { worker, stop: beat.stop };
}

/** Words of small letters, so that it is the same number of bytes and of characters. */
function textOf(length: number, random: () => number): string {
  let text = "";
  while (text.length < length) {
    const word = Array.from({ length: 2 + Math.floor(random() * 8) }, () =>
      String.fromCharCode(97 + Math.floor(random() * 26)),
    );
    text += `${word.join("")} `;
  }
  return `${text.slice(0, length - 1)}.`;
}

const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** From now on what is sent is measured. */
function open(): void {
  window = { from: now(), to: Number.POSITIVE_INFINITY, cpu: processorTime() };
}

/** Up to here; nothing more is sent. */
function close(): void {
  window.to = now();
  measured.busy = (processorTime() - window.cpu) / (window.to - window.from);
  sending = "no";
  if (metronome) {
    Atomics.store(metronome.stop, 0, 1);
    Atomics.notify(metronome.stop, 0);
    metronome = undefined;
  }
}

/** What was measured, once all of it has come. */
async function settle(): Promise<Measured> {
  const give_up_at = now() + SETTLES_WITHIN_MS;
  while (ledger.underWay() > 0 && now() < give_up_at) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    done: measured.done,
    seconds: (window.to - window.from) / 1000,
    busy: measured.busy,
    to_delivery: Float64Array.from(measured.to_delivery),
    to_acknowledgement: Float64Array.from(measured.to_acknowledgement),
  };
}

const work = { connect, disconnect, start, open, close, settle, check: () => ledger.close() };
export type GeneratorWork = typeof work;
obey(work);
