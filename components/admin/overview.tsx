"use client";

import { useMemo, useRef, useState } from "react";
import { AgentsPane } from "@/components/admin/agents-pane";
import { AssignDialog } from "@/components/admin/assign-dialog";
import { Figures } from "@/components/admin/figures";
import { useGive } from "@/components/admin/use-give";
import { WaitingList } from "@/components/admin/waiting-list";
import { byFit, fitOf } from "@/components/chat/agent-fit";
import { whyFull } from "@/components/chat/refusal";
import { useToast } from "@/components/ui/toast";
import { useHeldPlaces } from "@/components/ui/use-held-places";
import { GivenUpNotice } from "@/components/zendesk/given-up-notice";
import type { Agent } from "@/lib/agents/contract";
import { type KnownSession, queueOf } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";

const anySkill = byFit([]);

/** What is waiting, and who is there with what load; a waiting chat is dragged onto an agent. */
export function Overview() {
  const lists = useClientState((state) => state.lists);
  const sessions = useClientState((state) => state.sessions);
  const colleagues = useClientState((state) => state.agents);
  const waiting = useMemo(() => queueOf({ sessions }), [sessions]);
  const agents = useMemo(() => Object.values(colleagues).sort(anySkill), [colleagues]);
  const rows = useHeldPlaces(waiting);
  const cards = useHeldPlaces(agents);
  const [dragged, setDragged] = useState<KnownSession | null>(null);
  const [asked, setAsked] = useState<{ session: KnownSession; to?: Agent } | null>(null);
  const { give, running } = useGive();
  const toast = useToast();
  const list = useRef<HTMLUListElement>(null);

  function startDrag(session: KnownSession) {
    // A browser that sees the page change at the start of a drag may give the drag up.
    setTimeout(() => {
      setDragged(session);
      rows.pin(waiting);
      // Who could take it best is at the top, and nobody moves from then on.
      cards.pin(agents.toSorted(byFit(session.required_skills)));
    });
  }
  function endDrag() {
    setTimeout(() => {
      setDragged(null);
      rows.unpin();
      cards.unpin();
    });
  }
  function drop(agent: Agent) {
    if (!dragged) return;
    if (fitOf(agent, []).is_full) {
      const title = `${agent.name} was not given the chat`;
      toast({ tone: "warning", title, description: whyFull(agent) });
    } else if (agent.status === "offline") {
      // The customer would wait on: that is asked first, as it is without a pointer.
      setAsked({ session: dragged, to: agent });
    } else void give(dragged, agent);
  }
  const onAssign = (session: KnownSession) => setAsked({ session });
  function close() {
    setAsked(null);
    // The row that had the focus may have left the list: the next one goes on.
    setTimeout(() => {
      if (document.activeElement !== document.body) return;
      list.current?.querySelector<HTMLElement>("[data-session][tabindex='0']")?.focus();
    });
  }

  return (
    <>
      <h1 className="sr-only">Overview</h1>
      <GivenUpNotice />
      <Figures lists={lists} waiting={waiting} agents={agents} />
      <div className="grid min-w-0 gap-4 md:h-[calc(100dvh-13rem)] md:min-h-96 md:grid-cols-[minmax(0,1fr)_18rem] md:grid-rows-[minmax(0,1fr)] lg:h-[calc(100dvh-11.25rem)] lg:grid-cols-[minmax(0,1fr)_24rem]">
        <WaitingList
          held={rows}
          list={list}
          dragged={dragged?.id ?? null}
          running={running}
          onAssign={onAssign}
          onDragStart={startDrag}
          onDragEnd={endDrag}
        />
        <AgentsPane held={cards} dragged={dragged} onDrop={drop} />
      </div>
      {asked && <AssignDialog {...asked} onClose={close} />}
    </>
  );
}
