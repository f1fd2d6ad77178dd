import fc, { type Arbitrary } from "fast-check";
import type { z } from "zod";
import { agentHandlers } from "@/lib/realtime/handlers/agents";
import { cannedResponseHandlers } from "@/lib/realtime/handlers/canned-responses";
import type { On } from "@/lib/realtime/handlers/handler";
import { messageHandlers } from "@/lib/realtime/handlers/messages";
import { sessionHandlers } from "@/lib/realtime/handlers/sessions";
import { anything, inputOf } from "./arbitrary";
import { type Findings, leakIn } from "./findings";
import type { Cast } from "./http";
import { openRaw, type RawSocket } from "./websocket";

const ANSWERED_WITHIN = 15_000;
/** What was said before something malformed may still be answered, or not. */
const LAST_WORDS = 500;
const PATH = "/socket.io/?EIO=4&transport=websocket";

/** One thing that goes over the wire, and the acknowledgements that must come back for it. */
type Frame = {
  send(socket: RawSocket): void;
  says: string;
  acks: number[];
  /** The server may close the connection for it. */
  is_malformed?: boolean;
};

/** What every event takes. */
function schemasByEvent(): Map<string, z.ZodType> {
  const schemas = new Map<string, z.ZodType>();
  const on = ((event: string, schema: z.ZodType) => schemas.set(event, schema)) as unknown as On;
  for (const register of [
    sessionHandlers,
    messageHandlers,
    agentHandlers,
    cannedResponseHandlers,
  ]) {
    register(on);
  }
  return schemas;
}

const text = (packet: string, acks: number[] = [], is_malformed = false): Frame => ({
  send: (socket) => socket.text(packet),
  says: packet.slice(0, 300),
  acks,
  is_malformed,
});

/** Thousands of tiny frames, as one input. */
const burstOf = (packet: string): Frame => ({
  send(socket) {
    for (let n = 0; n < 2000; n++) socket.text(packet);
  },
  says: `2000 times ${packet}`,
  acks: [],
});

/** Real ids in place of made up ones, so that some calls find what they are for. */
function withIds(input: unknown, cast: Cast, pick: number): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const id = cast.ids[pick % cast.ids.length];
  return "session_id" in input && pick % 2 === 0 ? { ...input, session_id: id } : input;
}

/** Acknowledgements are numbered within a connection; each number is used once. */
function events(cast: Cast): Arbitrary<(ack: number) => Frame> {
  const known = [...schemasByEvent()].map(([event, schema]) =>
    fc.tuple(fc.constant<unknown>(event), inputOf(schema)),
  );
  const strange = fc.constantFrom<unknown>("", "chat:nothing", "message", "ping", 7, 0, -1, 1e21);
  const reserved = fc.constantFrom(
    "connect",
    "disconnect",
    "error",
    "newListener",
    "connect_error",
  );
  const packet = (event: unknown, ...args: unknown[]) => JSON.stringify([event, ...args]);
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc.tuple(fc.oneof(...known), fc.nat(1000)).map(
        ([[event, input], pick]) =>
          (ack: number) =>
            text(`42${ack}${packet(event, withIds(input, cast, pick))}`, [ack]),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(strange, anything).map(
        ([event, input]) =>
          (ack: number) =>
            text(`42${ack}${packet(event, input)}`, [ack]),
      ),
    },
    {
      // Nobody waits for an answer.
      weight: 2,
      arbitrary: fc.tuple(fc.oneof(...known), anything).map(
        ([[event], input]) =>
          () =>
            text(`42${packet(event, input)}`),
      ),
    },
    {
      // More arguments than one, or none.
      weight: 2,
      arbitrary: fc.tuple(fc.oneof(...known), fc.array(anything, { maxLength: 4 })).map(
        ([[event], args]) =>
          (ack: number) =>
            text(`42${ack}${packet(event, ...args)}`, [ack]),
      ),
    },
    {
      weight: 1,
      arbitrary: reserved.map(
        (event) => (ack: number) => text(`42${ack}${packet(event, {})}`, [], true),
      ),
    },
    {
      // Deeper and longer than any call.
      weight: 1,
      arbitrary: fc
        .constantFrom(1000, 40_000)
        .map(
          (depth) => (ack: number) =>
            text(`42${ack}["chat:typing",${'{"a":'.repeat(depth)}1${"}".repeat(depth)}]`, [ack]),
        ),
    },
    {
      // A text where bytes were announced, and bytes where a text is due.
      weight: 2,
      arbitrary: fc
        .tuple(fc.oneof(...known), fc.uint8Array({ maxLength: 50 }), fc.nat(2))
        .map(([[event], bytes, how]) => (ack: number): Frame => {
          const placeholder = { _placeholder: true, num: how === 2 ? 5 : 0 };
          const head = `451-${ack}${packet(event, { session_id: placeholder, content: placeholder })}`;
          return {
            send(socket) {
              socket.text(head);
              if (how > 0) socket.frame(2, Buffer.from(bytes));
              else socket.text('42["chat:typing",{}]');
            },
            says: `${head} and ${how > 0 ? "bytes" : "a text"}`,
            acks: how === 1 ? [ack] : [],
            is_malformed: how !== 1,
          };
        }),
    },
  );
}

const malformed: Arbitrary<(ack: number) => Frame> = fc.oneof(
  fc
    .constantFrom(
      ...[
        "",
        "4",
        "5",
        "9",
        "42",
        "42[",
        "42[]",
        "42{}",
        '4299999999999999999999["chat:typing",{}]',
      ],
      ...[
        "40",
        "40{",
        '40{"token":1}',
        "40/other,",
        "41",
        "43",
        "431[]",
        "44{}",
        "45",
        "45-",
        "451-",
      ],
      ...[
        '4599999-["chat:typing"]',
        "46",
        "47",
        "2probe",
        "3",
        "6",
        "1",
        "0{}",
        '42-1["chat:end",{}]',
      ],
      ...["42null", '42"chat:end"', "42[null]", "42[{}]", "42[[]]", '42["chat:end"', "b4AAEC"],
    )
    .map((packet) => () => text(packet, [], true)),
  fc.string({ unit: "binary", maxLength: 80 }).map((packet) => () => text(packet, [], true)),
  fc.uint8Array({ minLength: 1, maxLength: 80 }).map(
    (bytes) => (): Frame => ({
      send: (socket) => socket.frame(2, Buffer.from(bytes)),
      says: `bytes ${bytes.length}`,
      acks: [],
      is_malformed: true,
    }),
  ),
  // Frames that RFC 6455 does not have: reserved bits and opcodes, texts that are not UTF-8.
  fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 130 })).map(
    ([first, bytes]) =>
      (): Frame => ({
        send: (socket) => socket.frame(first & 15, Buffer.from(bytes), first),
        says: `a frame that begins with ${first}`,
        acks: [],
        is_malformed: true,
      }),
  ),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map(
    (bytes) => (): Frame => ({
      send: (socket) => socket.raw(Buffer.from(bytes)),
      says: "what is no frame",
      acks: [],
      is_malformed: true,
    }),
  ),
  fc.constant((): Frame => text(`42["chat:typing",{"a":"${"a".repeat(300_100)}"}]`, [], true)),
);

/** What goes over one connection. A connection that is broken by the first frame tests no other. */
export const talkOf = (cast: Cast): Arbitrary<((ack: number) => Frame)[]> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.array(events(cast), { minLength: 20, maxLength: 60 }),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          fc.array(events(cast), { minLength: 5, maxLength: 20 }),
          fc.array(malformed, { minLength: 1, maxLength: 5 }),
        )
        .map(([well, ill]) => [...well, ...ill]),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("3", '42["chat:typing",{}]', '42["x"]'), events(cast))
        .map(([tiny, last]) => [() => burstOf(tiny), last]),
    },
  );

/**
 * Opens a connection, sends all, and judges what comes back.
 * @returns how many frames went over the wire
 */
export async function talk(
  url: URL,
  token: string,
  frames: ((ack: number) => Frame)[],
  findings: Findings,
): Promise<number> {
  const socket = await openRaw(url, PATH);
  if (!socket) {
    findings.tell("a connection is refused", PATH);
    return 0;
  }
  socket.text(`40${JSON.stringify({ token })}`);
  await socket.until((texts) => texts.some((one) => one.startsWith("4")), ANSWERED_WITHIN);
  if (!socket.texts.some((one) => one.startsWith("40"))) {
    const said = socket.texts.find((one) => one.startsWith("44")) ?? "";
    // Somebody changed the account meanwhile: that is what fuzzed admins do.
    if (!/UNAUTHENTICATED|RATE_LIMITED|UNAVAILABLE/.test(said)) findings.tell("no greeting", said);
    socket.close();
    return 1;
  }
  const acks = new Set<number>();
  let sent = "";
  let may_close = false;
  for (const [index, make] of frames.entries()) {
    const frame = make(index);
    frame.send(socket);
    sent += `${frame.says}\n`;
    may_close ||= frame.is_malformed === true;
    for (const ack of frame.acks) acks.add(ack);
  }
  const answersTo = (texts: string[]) =>
    texts.flatMap((one) => /^4[36](?:\d+-)?(\d+)\[/.exec(one)?.[1] ?? []).map(Number);
  const are_there = (texts: string[]) => {
    const answered = new Set(answersTo(texts));
    return [...acks].every((ack) => answered.has(ack));
  };
  await socket.until(are_there, may_close ? LAST_WORDS : ANSWERED_WITHIN);
  const answered = answersTo(socket.texts);
  const missing = [...acks].filter((ack) => !answered.includes(ack));
  if (missing.length > 0 && !may_close) {
    const why = socket.is_open() ? "is not answered" : "is cut off without an answer";
    const packet = sent.split("\n").find((one) => one.startsWith(`42${missing[0]}[`)) ?? sent;
    // A sign-in that was ended meanwhile is cut, as it must be.
    const is_ended = socket.texts.some((one) => /session_ended|UNAUTHENTICATED|^41/.test(one));
    if (!is_ended) findings.tell(`an event ${why}`, `${packet}, last: ${socket.texts.slice(-2)}`);
  }
  if (new Set(answered).size < answered.length && !may_close) {
    findings.tell("an event is answered twice", sent);
  }
  for (const one of socket.texts.filter((one) => /^4[36]/.test(one))) {
    const leak = leakIn(one, sent);
    if (leak) findings.tell(`an answer has “${leak}”`, one);
    if (/"code":"INTERNAL"/.test(one)) findings.tell("INTERNAL over a socket", sent);
  }
  socket.close();
  return frames.length;
}
