import type { Server as HttpServer } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Server } from "socket.io";
import { type Actor, isStaff } from "@/lib/actor";
import { addressOf } from "@/lib/address";
import { comeOnline, goOffline, markAllOffline, markIdleAway } from "@/lib/agents/commands";
import { listMissedAgents, listPresentAgents } from "@/lib/agents/queries";
import { answer, FRAME_LIMIT } from "@/lib/answer";
import { releaseLeft } from "@/lib/assignment/commands";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { countMessage, setMetricsSources } from "@/lib/metrics/registry";
import { networkOf } from "@/lib/networks";
import { isOwnHost, isOwnOrigin } from "@/lib/origin";
import { startAssigning } from "@/lib/realtime/assign-soon";
import type { Happening } from "@/lib/realtime/audience";
import { tokenOfHandshake } from "@/lib/realtime/authenticate";
import { COMPRESSION, compressAlone } from "@/lib/realtime/compress-alone";
import { recheck } from "@/lib/realtime/current-actor";
import { dispatch, type EventPacket, registerHandlers } from "@/lib/realtime/dispatch";
import { dismissReaders } from "@/lib/realtime/event-stream";
import { gatherWrites } from "@/lib/realtime/gather-writes";
import type { ParleySocket } from "@/lib/realtime/handlers/handler";
import { queueMoved } from "@/lib/realtime/positions";
import { announceGone, introduce } from "@/lib/realtime/presence";
import {
  entryOf,
  publish,
  type RealtimeServer,
  type SocketData,
  setRealtime,
} from "@/lib/realtime/publish";
import { tellRenamed } from "@/lib/realtime/renames";
import {
  ADMINS,
  AGENTS,
  sessionOfRoom,
  sessionRoom,
  staffRoom,
  userRoom,
} from "@/lib/realtime/rooms";
import { cutSlowPeers } from "@/lib/realtime/slow-peers";
import { sessionWithOthers, streams } from "@/lib/realtime/streams";
import { queueRowChanged, sessionsUncertain, staffUncertain } from "@/lib/realtime/tell-later";
import { textParser } from "@/lib/realtime/text-parser";
import { eraseOld } from "@/lib/retention/commands";
import { keepWords } from "@/lib/search/commands";
import { mayReadSession } from "@/lib/sessions/queries";
import { SETTINGS } from "@/lib/settings/contract";
import { loadSettings, settings } from "@/lib/settings/queries";
import { attendToIdle } from "@/lib/timeouts/commands";
import { sweepUploads } from "@/lib/uploads/commands";
import { identify } from "@/lib/users/authenticate";
import { isDeactivated } from "@/lib/users/queries";
import { readToken, type TokenClaims } from "@/lib/users/tokens";
import { attendToZendesk } from "@/lib/zendesk/commands";

/** A lost connection is noticed within 30 s (interval + timeout), in milliseconds. */
const PING_INTERVAL = 15_000;
const PING_TIMEOUT = 15_000;
/** A connection whose client says no more than that it is there is closed; in milliseconds. */
const CONNECT_WITHIN = 10_000;
/** How often what must happen is tried, `RECHECK_EVERY` apart. */
const ATTEMPTS = 30;
/** How often each open socket is held against the database, in milliseconds. */
const RECHECK_EVERY = 2000;
/** What an admin of another node changed is in force within 5 s; in milliseconds. */
const LOAD_SETTINGS_EVERY = 2000;
/** What no happening of this node tells of is found so often, in milliseconds. */
const ASSIGN_EVERY = 3000;
/** Not all in one moment, in which the database would have nothing left for messages. */
const RECHECK_SLICES = 20;
/** What is in flight at the end may take this long, and is looked at this often; in milliseconds. */
const LONGEST_CLOSE = 4000;
const LOOK_AGAIN = 20;
/** How often uploads that nobody sent are looked for, in milliseconds. */
const SWEEP_EVERY = 600_000;
/** A page that is loaded again is back before its agent is said to be gone, in milliseconds. */
const GONE_AFTER = 5000;

/** That an account was deactivated is told to who signed in to it, and to nobody else. */
async function whyNot(claims: TokenClaims | null): Promise<AppError> {
  if (claims && (await isDeactivated(claims))) {
    const details = { reason: "deactivated" };
    return new AppError("UNAUTHENTICATED", "Your account was deactivated.", { details });
  }
  return new AppError("UNAUTHENTICATED", "Sign in first.");
}

/** Open sockets of one person: many tabs on several devices. */
const MOST_OF_ONE = 50;

/** How many sockets of customers each network has. */
const crowds = new Map<string, number>();

function countIn({ data }: ParleySocket, by: 1 | -1): void {
  if (isStaff(data.known.actor)) return;
  const network = networkOf(data.ip_address);
  const count = (crowds.get(network) ?? 0) + by;
  if (count > 0) crowds.set(network, count);
  else crowds.delete(network);
}

/** One person, or one network of customers, does not take all the connections there are. */
function refuseTooMany(socket: ParleySocket, actor: Actor, ip_address: string | null): void {
  const own = socket.nsp.adapter.rooms.get(userRoom(actor.user_id))?.size ?? 0;
  const most = config().connections_per_address ?? Math.ceil(settings().max_connections / 2);
  const is_crowded = !isStaff(actor) && (crowds.get(networkOf(ip_address)) ?? 0) >= most;
  if (own < MOST_OF_ONE && !is_crowded) return;
  throw new AppError("RATE_LIMITED", "There are too many connections from here.", {
    retry_after_ms: 5000,
    details: { reason: "full" },
  });
}

async function admit(socket: ParleySocket, connected: number): Promise<void> {
  if (connected > settings().max_connections) {
    throw new AppError("UNAVAILABLE", "The server has all the connections that it takes.", {
      retry_after_ms: 5000,
      details: { reason: "full" },
    });
  }
  const token = tokenOfHandshake(socket.handshake);
  const claims = token && (await readToken(token));
  const known = claims && (await identify(claims));
  if (!known) throw await whyNot(claims || null);
  const { actor } = known;
  const ip_address = addressOf(
    socket.handshake.address,
    socket.handshake.headers["x-forwarded-for"],
  );
  refuseTooMany(socket, actor, ip_address);
  // The cookie is of the staff's side, and who was staff when they signed in may be none now.
  if (socket.handshake.auth.side === "staff" && !isStaff(actor)) {
    const details = { reason: "not_staff" };
    throw new AppError("UNAUTHENTICATED", "You are no longer on the staff.", { details });
  }
  // Where admins look on they see no queue: whoever is there alone takes no chats.
  const looks_on = actor.role === "admin" && socket.handshake.auth.looks_on === true;
  socket.data = {
    known,
    looks_on,
    slice: 0,
    ip_address,
    calls_in_flight: 0,
  };
  socket.join(userRoom(actor.user_id));
  if (isStaff(actor)) socket.join(AGENTS);
  if (actor.role === "admin") socket.join(ADMINS);
}

const NOTHING = Object.freeze({});

/**
 * Who is in was let in by it: neither its token nor what the browser said of itself is kept for as
 * long as they stay. The request is emptied as well, for Engine.IO keeps it in a listener.
 */
function forgetHandshake({ conn, handshake }: ParleySocket): void {
  Object.assign(conn.request, { headers: NOTHING, rawHeaders: [], url: "", _query: NOTHING });
  Object.assign(conn, { request: null });
  Object.assign(handshake, { headers: NOTHING, query: NOTHING, auth: NOTHING, url: "" });
}

/** What a happening means for the connections themselves. */
function follow(io: RealtimeServer, happening: Happening): void {
  if (happening.type === "message_sent") {
    if (happening.in_queue) void queueRowChanged(happening.message.session_id);
    return;
  }
  if (happening.type === "session_uncertain") void sessionsUncertain(happening.session_id);
  if (happening.type === "staff_uncertain") void staffUncertain(...happening.user_ids);
  const work: Promise<unknown>[] = [];
  if (
    happening.type === "session_assigned" ||
    happening.type === "session_transferred" ||
    happening.type === "session_released"
  ) {
    work.push(introduce(io, happening.session.staff));
  }
  if (happening.type === "person_renamed") {
    work.push(insist(() => tellRenamed(io, happening.user_id)));
  }
  if (
    happening.type === "session_assigned" ||
    (happening.type === "session_ended" && happening.was_pending)
  ) {
    const { id } = happening.session.staff;
    work.push(insist(() => dismissOnlookers(io, staffRoom(id), id)));
  }
  const changed_hands = sessionWithOthers(happening);
  if (changed_hands) work.push(insist(() => dismissReaders(changed_hands)));
  // With this chat went the right to read the customer's others.
  if (happening.type === "session_released" && happening.former_agent_id !== null) {
    const room = userRoom(happening.former_agent_id);
    work.push(insist(() => dismissOnlookers(io, room)));
  }
  if (happening.type === "session_transferred") {
    const from = happening.session.staff.agents.at(-2);
    if (from) work.push(insist(() => dismissOnlookers(io, userRoom(from.id))));
  }
  if (
    happening.type === "session_started" ||
    happening.type === "session_assigned" ||
    happening.type === "session_released" ||
    (happening.type === "session_ended" && happening.was_pending)
  ) {
    work.push(queueMoved(happening.session.staff.id));
  }
  Promise.all(work).catch((error) => log.error({ err: error }, "a happening was not followed up"));
}

/** Rights that were taken away are taken away also when the database fails in between. */
async function insist(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await delay(RECHECK_EVERY);
    }
  }
}

/** Who may no longer read a session leaves its rooms: that one's, or those of any that they are in. */
async function dismissOnlookers(io: RealtimeServer, room: string, only?: string): Promise<void> {
  for (const socket of await io.in(room).fetchSockets()) {
    const followed = only ? [only] : [...socket.rooms].map(sessionOfRoom);
    for (const session_id of followed) {
      if (!session_id) continue;
      const entry = entryOf(socket.data, session_id);
      if (await mayReadSession(socket.data.known.actor, session_id)) continue;
      // Who came in since was looked at since.
      if (entryOf(socket.data, session_id) !== entry) continue;
      socket.leave(sessionRoom(session_id));
      socket.leave(staffRoom(session_id));
      await announceGone(io, [session_id]);
    }
  }
}

const takesChats = ({ data }: { data: SocketData }) => !data.looks_on;

/** Errors in here concern nobody's call: they are logged, and the next round tries again. */
function every(interval: number, work: () => Promise<unknown>): NodeJS.Timeout {
  return setInterval(() => {
    work().catch((error) => log.error({ err: error }, "a recurring task failed"));
  }, interval).unref();
}

/** What was begun may come to its end: resolves when no socket's call is left, or after `patience`. */
async function callsAnswered(io: RealtimeServer, patience: number): Promise<void> {
  const over_at = performance.now() + patience;
  const is_at_work = () =>
    [...io.sockets.sockets.values()].some((socket) => socket.data.calls_in_flight > 0);
  while (is_at_work() && performance.now() < over_at) await delay(LOOK_AGAIN);
}

/**
 * Starts Socket.IO on the server that Next answers on.
 * @returns an end in order: calls that are being carried out are answered, clients are told to come
 * back, then the server's connections are closed. Who does not let go within `patience`, in
 * milliseconds, is cut off.
 */
export async function startGateway(
  server: HttpServer,
  { dev = false } = {},
): Promise<{ close(patience?: number): Promise<void> }> {
  await loadSettings();
  await markAllOffline();
  const handlers = registerHandlers();
  const io: RealtimeServer = new Server(server, {
    serveClient: false,
    parser: textParser,
    maxHttpBufferSize: FRAME_LIMIT,
    perMessageDeflate: COMPRESSION,
    pingInterval: PING_INTERVAL,
    pingTimeout: PING_TIMEOUT,
    connectTimeout: CONNECT_WITHIN,
    // Next has upgrades of its own in development. Otherwise one that is not ours is nobody's: it
    // would stay open for as long as the process lives.
    destroyUpgrade: !dev,
    allowRequest: ({ headers }, decide) =>
      decide(null, isOwnHost(headers.host) && isOwnOrigin(headers.origin, headers.host)),
  });

  // Node forgets those that were upgraded, and a WebSocket waits 30 s for the other end's goodbye.
  const connections = new Set<Socket>();
  server.on("connection", (connection) => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
  });

  gatherWrites(io.engine);
  compressAlone(io.engine);
  const stopWatching = cutSlowPeers(io.engine);

  io.use((socket, next) => {
    void answer("a handshake", () => admit(socket, io.engine.clientsCount)).then((envelope) => {
      if (envelope.ok) return next();
      // Socket.IO hands `data` to the client's connect_error: the envelope's error.
      const { error } = envelope;
      next(Object.assign(new Error(error.message), { data: error }));
    });
  });

  const leaving = new Map<number, NodeJS.Timeout>();
  let closing = false;
  let connected = 0;
  let slice = 0;

  // Of these two there is one for all sockets: a closure each would be thousands of them.
  function onEvent(this: ParleySocket, packet: EventPacket): void {
    // Too late: its answer is the end of the connection.
    if (closing) return;
    dispatch(handlers, this, packet);
  }

  function onDisconnecting(this: ParleySocket): void {
    const { known, is_at_work } = this.data;
    const { user_id } = known.actor;
    countIn(this, -1);
    const sessions = [...this.rooms].map(sessionOfRoom).filter((id) => id !== null);
    this.once("disconnect", () => {
      if (closing) return;
      announceGone(io, sessions).catch((error) => log.error({ err: error }, "presence not told"));
      if (!is_at_work) return;
      clearTimeout(leaving.get(user_id));
      leaving.set(user_id, setTimeout(() => agentGone(user_id), GONE_AFTER).unref());
    });
  }

  io.on("connection", (socket) => {
    forgetHandshake(socket);
    countIn(socket, 1);
    const { known, looks_on } = socket.data;
    const { actor } = known;
    const takes_chats = isStaff(actor) && !looks_on;
    socket.data.is_at_work = takes_chats;
    const { message_length } = settings();
    if (message_length !== SETTINGS.message_length.usual) {
      socket.emit("settings:changed", { message_length });
    }
    socket.data.slice = connected++ % RECHECK_SLICES;
    if (takes_chats) {
      clearTimeout(leaving.get(actor.user_id));
      leaving.delete(actor.user_id);
      comeOnline(actor.user_id).catch((error) => log.error({ err: error }, "status not set"));
    }
    // What Socket.IO calls for each event; its listeners would be called from there, by closures.
    Object.assign(socket, { onevent: onEvent });
    socket.on("disconnecting", onDisconnecting);
  });

  /** Whether an agent has a socket from where they take chats. */
  async function isThere(user_id: number): Promise<boolean> {
    return (await io.in(userRoom(user_id)).fetchSockets()).some(takesChats);
  }

  /** Who came back while it was being written found nothing to change, for it was not yet so. */
  async function writeGone(user_ids: number[]): Promise<void> {
    await goOffline(user_ids);
    for (const user_id of user_ids) if (await isThere(user_id)) await comeOnline(user_id);
  }

  function agentGone(user_id: number): void {
    leaving.delete(user_id);
    isThere(user_id)
      .then((is_there) => (is_there ? undefined : writeGone([user_id])))
      .catch((error) => log.error({ err: error }, "status not set"));
  }

  /** Agents whose coming or going could not be written down when they came or went. */
  async function markThere(): Promise<void> {
    const sockets = await io.in(AGENTS).fetchSockets();
    const at_work = sockets.filter(takesChats).map((s) => s.data.known.actor.user_id);
    const there = new Set([...leaving.keys(), ...at_work]);
    await writeGone((await listPresentAgents()).filter((id) => !there.has(id)));
    for (const user_id of await listMissedAgents(at_work)) await comeOnline(user_id);
  }

  let told = settings().message_length;
  async function followSettings(): Promise<void> {
    await loadSettings();
    const { message_length } = settings();
    if (message_length !== told) publish({ type: "settings_changed", message_length });
    told = message_length;
  }

  const assigning = startAssigning();
  setMetricsSources({ connections: () => io.engine.clientsCount });
  setRealtime({
    io,
    listener(happening) {
      if (happening.type === "message_sent") countMessage(happening.message.sender_type);
      // The words with which it was started come with the chat.
      if (happening.type === "session_started" && happening.session.staff.last_seq > 0) {
        countMessage("customer");
      }
      follow(io, happening);
      assigning.follow(happening);
    },
  });
  const words = keepWords();
  const timers = [
    every(RECHECK_EVERY / RECHECK_SLICES, () => {
      slice = (slice + 1) % RECHECK_SLICES;
      const sockets = [...io.sockets.sockets.values()];
      return recheck(sockets.filter((socket) => socket.data.slice === slice));
    }),
    every(RECHECK_EVERY, dismissReaders),
    every(LOAD_SETTINGS_EVERY, followSettings),
    every(5000, attendToIdle),
    every(ASSIGN_EVERY, assigning.look),
    every(5000, attendToZendesk),
    every(15_000, markIdleAway),
    every(15_000, markThere),
    every(15_000, releaseLeft),
    every(1000, words.write),
    every(SWEEP_EVERY, sweepUploads),
    every(SWEEP_EVERY, eraseOld),
  ];

  return {
    async close(patience = LONGEST_CLOSE) {
      closing = true;
      for (const stream of streams()) stream.disconnect();
      for (const timer of [...timers, ...leaving.values()]) clearInterval(timer);
      const cut = setTimeout(() => {
        for (const connection of connections) connection.destroy();
      }, patience);
      await callsAnswered(io, patience);
      await words.stop();
      setRealtime(undefined);
      // One that is kept open after its answer would be waited for.
      const idle = setInterval(() => server.closeIdleConnections(), LOOK_AGAIN);
      await io.close();
      clearTimeout(cut);
      clearInterval(idle);
      stopWatching();
      await markAllOffline();
    },
  };
}
