import type { Agent } from "@/lib/agents/contract";
import type { Draft } from "@/lib/drafts/contract";
import type { Message } from "@/lib/messages/contract";
import type { QueuePosition } from "@/lib/queue/contract";
import type { Presence, Seen, ServerPayloads, Typing } from "@/lib/realtime/events";
import { ADMINS, AGENTS, sessionRoom, staffRoom, userRoom } from "@/lib/realtime/rooms";
import type { Session, StaffSession } from "@/lib/sessions/contract";

/** A session as each audience may see it. */
type Views = { customer: Session; staff: StaffSession };

type Person = { id: number; name: string };

/** What happened, as the commands tell it once it is committed. */
export type Happening =
  | { type: "session_started"; session: Views }
  | { type: "session_assigned"; session: Views }
  /** `former_agent_id`: who held it last, as far as anybody did. */
  | { type: "session_released"; session: Views; former_agent_id: number | null }
  /** From the last but one of its agents to the last. */
  | { type: "session_transferred"; session: Views }
  | { type: "session_ended"; session: Views; was_pending: boolean }
  | { type: "session_rated"; session: Views }
  | { type: "message_sent"; message: Message; in_queue: boolean }
  /** What is shown of it in the queue is another now. */
  | { type: "queue_row_changed"; session: Views }
  | { type: "message_seen"; seen: Seen }
  | { type: "typing"; typing: Typing }
  | { type: "presence"; presence: Presence }
  /** `user_id`: its author, who alone hears of it. */
  | { type: "draft_saved"; user_id: number; draft: Draft }
  | { type: "queue_moved"; customer_id: number; position: QueuePosition }
  /** `is_staff`: whether they are an active member of staff (still). */
  | { type: "agent_changed"; agent: Agent & { is_staff: boolean } }
  /** In all sessions that show the person; see `tellRenamed`. */
  | { type: "person_renamed"; user_id: number }
  | { type: "session_renamed"; session: Views }
  | { type: "session_ticketed"; session: Views }
  /** To all who are connected here: each node tells its own. */
  | { type: "settings_changed"; message_length: number }
  /** Whether these changed nobody knows; see `orUncertain`. */
  | { type: "session_uncertain"; session_id: string }
  | { type: "staff_uncertain"; user_ids: number[] };

export type Delivery = {
  [Event in keyof ServerPayloads]: {
    event: Event;
    payload: ServerPayloads[Event];
    to: string[];
    /** Rooms whose sockets get nothing, also where they are in `to`. */
    except?: string[];
    /** Dropped for a socket that cannot take it now: it is stale a moment later. */
    volatile?: true;
  };
}[keyof ServerPayloads];

/** A change of who is in a session's rooms: all the sockets of a person come or go. */
export type Move = { user_id: number; session_id: string; is_staff: boolean };
/** Who has come (back) by what they may do at this or a later version of the session stays. */
export type Leave = Move & { version: number };

export type Audience = { deliveries: Delivery[]; joins?: Move[]; leaves?: Leave[] };

type ToRoom = "chat:session_updated" | "chat:session_assigned" | "chat:transferred" | "chat:ended";

/** The two faces of a session's event: the staff's, and everyone else's in the room. */
function toRoom<E extends ToRoom>(
  event: E,
  session: Views,
  more: Omit<ServerPayloads[E], "session">,
  staff: string[],
): Delivery[] {
  const { id } = session.staff;
  const staff_rooms = [staffRoom(id), ...staff];
  return [
    {
      event,
      payload: { session: session.customer, ...more },
      to: [sessionRoom(id)],
      except: staff_rooms,
    } as Delivery,
    { event, payload: { session: session.staff, ...more }, to: staff_rooms } as Delivery,
  ];
}

/** Who receives what of a happening. Decided here and nowhere else. */
export function audienceOf(happening: Happening): Audience {
  switch (happening.type) {
    case "session_started": {
      const { session } = happening;
      return {
        joins: [
          { user_id: session.staff.customer_id, session_id: session.staff.id, is_staff: false },
        ],
        deliveries: [
          { event: "chat:new_session", payload: { session: session.staff }, to: [AGENTS] },
        ],
      };
    }
    case "session_assigned": {
      const { session } = happening;
      const { agent, id } = session.staff;
      if (!agent) return { deliveries: [] };
      return {
        joins: [{ user_id: agent.id, session_id: id, is_staff: true }],
        deliveries: [
          ...toRoom("chat:session_updated", session, {}, [AGENTS]),
          ...toRoom("chat:session_assigned", session, { agent }, [userRoom(agent.id)]),
        ],
      };
    }
    case "session_released": {
      const { session, former_agent_id } = happening;
      const { id: session_id, version } = session.staff;
      return {
        deliveries: toRoom("chat:session_updated", session, {}, [AGENTS]),
        ...(former_agent_id !== null && {
          leaves: [{ user_id: former_agent_id, session_id, is_staff: true, version }],
        }),
      };
    }
    case "session_transferred": {
      const { session } = happening;
      const { id: session_id, version, agents } = session.staff;
      const [from, to] = agents.slice(-2);
      if (!from || !to) return { deliveries: [] };
      const [from_agent, to_agent] = [from, to].map(({ id, name }) => ({ id, name })) as [
        Person,
        Person,
      ];
      const both = [userRoom(from.id), userRoom(to.id)];
      return {
        joins: [{ user_id: to.id, session_id, is_staff: true }],
        deliveries: [
          ...toRoom("chat:session_updated", session, {}, [ADMINS]),
          ...toRoom("chat:transferred", session, { from_agent, to_agent }, both),
        ],
        leaves: [{ user_id: from.id, session_id, is_staff: true, version }],
      };
    }
    case "session_ended": {
      const { session, was_pending } = happening;
      return {
        deliveries: [
          ...toRoom("chat:session_updated", session, {}, [was_pending ? AGENTS : ADMINS]),
          ...toRoom("chat:ended", session, {}, []),
        ],
      };
    }
    case "session_rated":
      return {
        deliveries: toRoom("chat:session_updated", happening.session, {}, [ADMINS]),
      };
    case "message_sent": {
      const { message } = happening;
      const room = message.is_internal ? staffRoom : sessionRoom;
      return {
        deliveries: [
          { event: "chat:new_message", payload: { message }, to: [room(message.session_id)] },
        ],
      };
    }
    case "queue_row_changed":
      return {
        deliveries: [
          {
            event: "chat:session_updated",
            payload: { session: happening.session.staff },
            to: [AGENTS],
          },
        ],
      };
    case "message_seen":
      return {
        deliveries: [
          {
            event: "chat:seen",
            payload: happening.seen,
            to: [sessionRoom(happening.seen.session_id)],
          },
        ],
      };
    case "typing": {
      const { typing } = happening;
      return {
        deliveries: [
          {
            event: "chat:typing",
            payload: typing,
            to: [sessionRoom(typing.session_id)],
            except: [userRoom(typing.user_id)],
            volatile: true,
          },
        ],
      };
    }
    case "presence": {
      const { presence } = happening;
      return {
        deliveries: [
          {
            event: "chat:presence",
            payload: presence,
            to: [sessionRoom(presence.session_id)],
            except: [userRoom(presence.user_id)],
          },
        ],
      };
    }
    case "draft_saved":
      return {
        deliveries: [
          { event: "chat:draft", payload: happening.draft, to: [userRoom(happening.user_id)] },
        ],
      };
    case "queue_moved":
      return {
        deliveries: [
          {
            event: "chat:queue_position",
            payload: happening.position,
            to: [userRoom(happening.customer_id)],
          },
        ],
      };
    case "agent_changed": {
      const { is_staff, ...agent } = happening.agent;
      const { id: agent_id, status, version } = agent;
      return {
        deliveries: [
          {
            event: "agent:status",
            payload: { agent_id, status, version, agent: is_staff ? agent : null },
            to: [AGENTS],
          },
        ],
      };
    }
    case "settings_changed": {
      const { message_length } = happening;
      return {
        deliveries: [{ event: "settings:changed", payload: { message_length }, to: [] }],
      };
    }
    case "person_renamed":
    case "session_uncertain":
    case "staff_uncertain":
      return { deliveries: [] };
    case "session_ticketed":
    case "session_renamed": {
      const { session } = happening;
      const list = session.staff.status === "pending" ? AGENTS : ADMINS;
      return { deliveries: toRoom("chat:session_updated", session, {}, [list]) };
    }
  }
}
