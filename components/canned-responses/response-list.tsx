"use client";

import { clsx } from "clsx";
import { type ReactNode, useEffect } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Kbd } from "@/components/ui/kbd";
import { menuItemClass } from "@/components/ui/menu-surface";
import { Spinner } from "@/components/ui/spinner";
import type { CannedResponse } from "@/lib/canned-responses/contract";
import { toErrorBody } from "@/lib/client/api";

type ResponseListProps = {
  id: string;
  shown: CannedResponse[];
  /** The one that Enter takes. */
  chosen: CannedResponse | undefined;
  loading: boolean;
  error: unknown;
  retrying: boolean;
  onRetry: () => void;
  /** Whether there are any at all. */
  has_some: boolean;
  optionId: (response: CannedResponse) => string;
  fill: (response: CannedResponse) => string;
  onPoint: (response: CannedResponse) => void;
  onPick: (response: CannedResponse) => void;
};

/** Over the composer: what can be said, and the chosen one as the customer would get it. */
export function ResponseList(props: ResponseListProps) {
  const { id, shown, chosen, loading, error, retrying, onRetry, has_some } = props;
  const active_id = chosen && props.optionId(chosen);
  useEffect(() => {
    if (active_id) document.getElementById(active_id)?.scrollIntoView({ block: "nearest" });
  }, [active_id]);

  return (
    <div className="absolute inset-x-0 bottom-full z-10 mb-2 flex max-h-[min(26rem,calc(0.55*var(--visible-height)))] animate-fade-in flex-col overflow-hidden rounded-lg border border-border bg-surface-raised text-text shadow-md">
      <div
        id={id}
        role="listbox"
        aria-label="Canned responses"
        // Its way by key is from the text; what listens to no more than the list can scroll it.
        tabIndex={0}
        className={clsx("min-h-0 flex-1 overflow-y-auto", shown.length > 0 && "p-1")}
      >
        {shown.map((response) => (
          <Option
            key={response.id}
            id={props.optionId(response)}
            response={response}
            is_active={response === chosen}
            onPoint={() => props.onPoint(response)}
            onPick={() => props.onPick(response)}
          />
        ))}
      </div>
      {chosen && (
        // A long one is cut here: all of it stands in the message before it is sent.
        <div className="shrink-0 border-t bg-background px-3 py-2 text-sm">
          <p className="sr-only">As the customer gets it:</p>
          <p dir="auto" className="line-clamp-5 wrap-anywhere whitespace-pre-wrap">
            {props.fill(chosen)}
          </p>
        </div>
      )}
      {shown.length === 0 && (
        <Nothing loading={loading} error={error} retrying={retrying} onRetry={onRetry}>
          {has_some
            ? "No canned response matches."
            : "There are no canned responses yet. Write the first one."}
        </Nothing>
      )}
      <div className="flex shrink-0 flex-wrap items-center gap-x-1 gap-y-0.5 border-t px-3 py-1.5 text-xs text-text-subtle">
        <span className="flex items-center gap-1 pointer-coarse:hidden">
          <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" /> choose
          <Kbd keys="Enter" className="ms-2" /> put it in the message
          <Kbd keys="Escape" className="ms-2" /> close
        </span>
        {/* In a tab of its own: whoever leaves the inbox is offline. */}
        <a
          href="/inbox/canned-responses"
          target="_blank"
          rel="noreferrer"
          className="ms-auto rounded-sm underline hover:text-text pointer-coarse:min-h-11 pointer-coarse:py-3"
        >
          Write or change them
        </a>
      </div>
      <p role="status" className="sr-only">
        {shown.length > 0 && `${shown.length} canned responses`}
      </p>
    </div>
  );
}

type OptionProps = {
  id: string;
  response: CannedResponse;
  is_active: boolean;
  onPoint: () => void;
  onPick: () => void;
};

function Option({ id, response, is_active, onPoint, onPick }: OptionProps) {
  const { name, category, is_shared } = response;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: what one writes in has the focus and takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: it is the text's active descendant
    <div
      id={id}
      role="option"
      aria-selected={is_active}
      data-highlighted={is_active || undefined}
      // A list that scrolls under a pointer that rests chooses nothing.
      onPointerMove={onPoint}
      // The focus stays where one writes.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={clsx(menuItemClass, "cursor-pointer")}
    >
      <span className="min-w-0 flex-1">
        <IsolatedText truncate className="block w-fit max-w-full">
          {name}
        </IsolatedText>
      </span>
      {!is_shared && <Badge>Own</Badge>}
      {category && (
        <IsolatedText truncate className="max-w-[40%] shrink-0 text-sm text-text-muted">
          {category}
        </IsolatedText>
      )}
    </div>
  );
}

type NothingProps = Pick<ResponseListProps, "loading" | "error" | "retrying" | "onRetry"> & {
  children: ReactNode;
};

function Nothing({ loading, error, retrying, onRetry, children }: NothingProps) {
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 px-3 py-4 text-text-muted">
      {error ? (
        <>
          <p className="min-w-0 flex-1 basis-48">
            The canned responses did not load. {toErrorBody(error).message}
          </p>
          <Button size="sm" loading={retrying} onClick={onRetry}>
            Try again
          </Button>
        </>
      ) : loading ? (
        <Spinner label="The canned responses are loading." />
      ) : (
        <p>{children}</p>
      )}
    </div>
  );
}
