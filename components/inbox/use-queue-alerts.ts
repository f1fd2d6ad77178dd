"use client";

import { useEffect, useRef } from "react";
import { givenText } from "@/components/inbox/given-text";
import { arrivals, isForAgent, isTheOneThatSounds } from "@/components/inbox/queue-alerts";
import { useAlertChoice } from "@/components/inbox/use-alert-choice";
import { useOwnChats, useQueue } from "@/components/inbox/use-lists";
import { playSound } from "@/components/ui/sound";
import type { KnownSession } from "@/lib/client/state";
import { openTabs, type Tabs } from "@/lib/client/tabs";
import { useClientState } from "@/lib/client/use-chat-client";
import { isGiven } from "@/lib/sessions/policy";

/** How often it sounds again while nobody takes the chat, in milliseconds. */
const AGAIN = 20_000;

/**
 * Tells of new chats in the queue that are this agent's to answer, until somebody takes them, and
 * once of those that were handed to them.
 */
export function useQueueAlerts(openChat: (session_id: string) => void): void {
  const { notifies, sounds } = useAlertChoice();
  const queue = useQueue();
  const own = useOwnChats();
  const agent = useClientState((state) => state.agents[state.me.user_id]);
  const is_loaded = useClientState((state) => state.lists === "ready");
  const before = useRef<{ queue: Set<string>; own: Set<string> } | null>(null);
  /** Told and still waiting, with what is on the desktop. */
  const told = useRef(new Map<string, Notification | null>());
  const tabs = useRef<Tabs<never> | null>(null);
  const newest = useRef({ openChat, agent, sounds });
  useEffect(() => {
    newest.current = { openChat, agent, sounds };
  });

  useEffect(() => {
    if (!notifies && !sounds) return;
    const opened = openTabs<never>("parley.inbox.alerts", { onNews() {}, onBye() {} });
    tabs.current = opened;
    return () => {
      opened.close();
      tabs.current = null;
    };
  }, [notifies, sounds]);

  useEffect(() => {
    if (!is_loaded || !agent) return;
    const ids = new Set(queue.map(({ id }) => id));
    for (const [id, notification] of told.current) {
      if (ids.has(id)) continue;
      notification?.close();
      told.current.delete(id);
    }
    const known = before.current;
    before.current = { queue: ids, own: new Set(own.map(({ id }) => id)) };
    if (!known || (!notifies && !sounds)) return;
    const fresh = arrivals(queue, known.queue, known.own).filter((one) => isForAgent(one, agent));
    const handed = own.filter((one) => !known.own.has(one.id) && isGiven(one));
    if (fresh.length + handed.length === 0) return;
    for (const { id } of fresh) told.current.set(id, null);
    whereItSounds(tabs.current, () => {
      if (newest.current.sounds) playSound("arrival");
      if (!notifies) return;
      for (const session of handed) {
        notify(givenText(session), session, () => newest.current.openChat(session.id));
      }
      for (const session of fresh) {
        // It may have been taken while the tabs were asked.
        if (!told.current.has(session.id)) continue;
        told.current.set(
          session.id,
          notify(`${session.customer.name} is waiting`, session, () =>
            newest.current.openChat(session.id),
          ),
        );
      }
    });
  }, [queue, own, agent, is_loaded, notifies, sounds]);

  useEffect(() => {
    if (!sounds) return;
    const timer = setInterval(() => {
      if (told.current.size === 0 || newest.current.agent?.status !== "online") return;
      whereItSounds(tabs.current, () => told.current.size > 0 && playSound("arrival"));
    }, AGAIN);
    return () => clearInterval(timer);
  }, [sounds]);

  useEffect(() => {
    const on_desktop = told.current;
    return () => {
      for (const notification of on_desktop.values()) notification?.close();
    };
  }, []);
}

async function whereItSounds(tabs: Tabs<never> | null, run: () => void) {
  if (tabs && isTheOneThatSounds(tabs.id, await tabs.others())) run();
}

function notify(title: string, { subject }: KnownSession, onOpen: () => void): Notification | null {
  if (!("Notification" in window) || Notification.permission !== "granted") return null;
  try {
    // The sound is the agent's other choice.
    const notification = new Notification(title, {
      body: subject,
      silent: true,
    });
    notification.onclick = () => {
      window.focus();
      onOpen();
      notification.close();
    };
    return notification;
  } catch {
    // Android shows them by a service worker alone.
    return null;
  }
}
