"use client";

import { MessageSquareQuote } from "lucide-react";
import { type KeyboardEvent, type RefObject, useId, useMemo, useRef, useState } from "react";
import type { ComposerHandle, ComposerPicker } from "@/components/chat/composer";
import { readDraft } from "@/components/chat/drafts";
import { Button } from "@/components/ui/button";
import type { CannedResponse } from "@/lib/canned-responses/contract";
import { fillVariables, valuesOf } from "@/lib/canned-responses/fill";
import { draftKey } from "@/lib/client/drafts";
import type { KnownSession } from "@/lib/client/state";
import { offeredResponses } from "./response-filters";
import { ResponseList } from "./response-list";
import { useCannedResponses } from "./use-canned-responses";

/** How the list came to be open: by "/", and what is typed narrows it, or beside a text. */
type Opened = { by: "slash"; query: string } | { by: "button" };

/**
 * Canned responses where an agent answers: "/" in an empty message opens them, what is typed after
 * it narrows them, and the chosen one stands in the message as the customer would get it, to be
 * changed or sent.
 */
export function useResponsePicker(
  session: KnownSession,
  composer: RefObject<ComposerHandle | null>,
) {
  const id = useId();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [active, setActive] = useState<string | null>(null);
  /** The response that the message came of, until the message is empty again. */
  const [used, setUsed] = useState<string | null>(null);
  const was_empty = useRef(true);
  const is_picking = useRef(false);
  const all = useCannedResponses(opened !== null);
  const query = opened?.by === "slash" ? opened.query : "";
  const values = valuesOf(session, { name: session.agent?.name ?? "" });
  const shown = useMemo(
    () => (opened ? offeredResponses(all.data ?? [], query) : []),
    [opened, all.data, query],
  );
  const at = Math.max(
    0,
    shown.findIndex((one) => one.id === active),
  );
  const chosen = shown[at];
  const fill = ({ content }: CannedResponse) => fillVariables(content, values);
  const optionId = (response: CannedResponse) => `${id}-${response.id}`;

  function open(how: Opened | null) {
    setActive(null);
    setOpened(how);
  }
  function pick(response: CannedResponse) {
    const replaces = opened?.by === "slash";
    open(null);
    is_picking.current = true;
    composer.current?.[replaces ? "replace" : "insert"](fill(response));
    is_picking.current = false;
    setUsed(response.id);
  }
  function onTextChange(text: string) {
    if (text === "") setUsed(null);
    const begins = text === "/" && was_empty.current;
    was_empty.current = text === "";
    // A response may begin like a search for one.
    if (is_picking.current) return;
    if (begins || (opened?.by === "slash" && text.startsWith("/") && !text.includes("\n"))) {
      open({ by: "slash", query: text.slice(1) });
    } else if (opened) open(null);
  }
  function openBesideText() {
    if (opened) return open(null);
    composer.current?.focus();
    if (readDraft(draftKey(session.id, false)) === "") composer.current?.insert("/");
    else open({ by: "button" });
  }
  function onKeyDown(event: KeyboardEvent) {
    if (!opened || event.nativeEvent.isComposing) return;
    const last = shown.length - 1;
    if (event.key === "Escape") open(null);
    else if (event.key === "ArrowDown") setActive(shown[at === last ? 0 : at + 1]?.id ?? null);
    else if (event.key === "ArrowUp") setActive(shown[at === 0 ? last : at - 1]?.id ?? null);
    // With nothing to choose the text is a text like another, and is sent.
    else if (event.key === "Enter" && chosen && !event.shiftKey) pick(chosen);
    else return;
    event.preventDefault();
  }

  const picker: ComposerPicker = {
    canned_response_id: used,
    list_id: opened && chosen ? `${id}-list` : undefined,
    option_id: opened && chosen ? optionId(chosen) : undefined,
    list: opened && (
      <ResponseList
        id={`${id}-list`}
        shown={shown}
        chosen={chosen}
        loading={all.isPending}
        error={all.data ? null : all.error}
        retrying={all.isFetching}
        onRetry={() => void all.refetch()}
        has_some={all.data?.some(({ is_active }) => is_active) ?? false}
        optionId={optionId}
        fill={fill}
        onPoint={(response) => setActive(response.id)}
        onPick={pick}
      />
    ),
  };
  const button = (
    <Button
      size="sm"
      variant="secondary"
      shortcut="/"
      aria-expanded={opened !== null}
      // What one writes in keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={openBesideText}
    >
      <MessageSquareQuote aria-hidden="true" />
      Canned
    </Button>
  );
  return { picker, button, onTextChange, onKeyDown, close: () => open(null) };
}
