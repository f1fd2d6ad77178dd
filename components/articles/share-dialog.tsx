"use client";

import { clsx } from "clsx";
import { ExternalLink, Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import { FoundText } from "@/components/chat/found-text";
import { Button, buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Kbd } from "@/components/ui/kbd";
import { menuItemClass } from "@/components/ui/menu-surface";
import { Spinner } from "@/components/ui/spinner";
import { useSettled } from "@/components/ui/use-settled";
import { toErrorBody } from "@/lib/client/api";
import type { KnownSession } from "@/lib/client/state";
import { useChatClient } from "@/lib/client/use-chat-client";
import type { KbArticleItem } from "@/lib/kb/contract";
import { useArticles } from "./use-articles";

/** So long after the last key it is searched for, in milliseconds. */
const SEARCH_AFTER = 120;

type ShareDialogProps = {
  session: KnownSession;
  onClose: () => void;
  /** Once it is sent and the dialog is gone. */
  onShared: () => void;
};

/** Finds a published article and sends it to the customer. */
export function ShareDialog({ session, onClose, onShared }: ShareDialogProps) {
  const client = useChatClient();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState<string | null>(null);
  const wanted = typed.trim();
  const q = useSettled(wanted, SEARCH_AFTER);
  const found = useArticles({ q, status: "published", category: "" });
  const shown = found.data?.pages[0]?.items ?? [];
  /** Whether what is shown is what was searched for: only then Enter knows what it sends. */
  const is_found = q === wanted && !found.isPlaceholderData && found.data !== undefined;
  const at = Math.max(
    0,
    shown.findIndex((one) => one.id === active),
  );
  const chosen = shown[at];
  const optionId = (article: KbArticleItem) => `${id}-${article.id}`;
  const active_id = chosen && optionId(chosen);
  useEffect(() => {
    if (active_id) document.getElementById(active_id)?.scrollIntoView({ block: "nearest" });
  }, [active_id]);

  function share({ id, title, category, summary, url }: KbArticleItem) {
    client?.share(session.id, { id, title, category, summary, url });
    onClose();
    // After the dialog has let go of the focus.
    setTimeout(onShared);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const last = shown.length - 1;
    if (event.key === "ArrowDown") setActive(shown[at === last ? 0 : at + 1]?.id ?? null);
    else if (event.key === "ArrowUp") setActive(shown[at === 0 ? last : at - 1]?.id ?? null);
    else if (event.key === "Enter") is_found && chosen && !event.repeat && share(chosen);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Share an article"
      description={
        <>
          <IsolatedText>{session.customer.name}</IsolatedText> gets it in the chat and opens it
          there.
        </>
      }
      footer={
        <div className="flex w-full flex-wrap items-center gap-x-1 gap-y-2 text-xs text-text-subtle">
          <span className="flex items-center gap-1 pointer-coarse:hidden">
            <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" /> choose
            <Kbd keys="Enter" className="ms-2" /> send
            <Kbd keys="Escape" className="ms-2" /> close
          </span>
          {/* In a tab of its own: whoever leaves the inbox is offline. */}
          <a
            href="/inbox/articles"
            target="_blank"
            rel="noreferrer"
            className="ms-auto rounded-sm underline hover:text-text pointer-coarse:py-3"
          >
            Write or change them
          </a>
        </div>
      }
    >
      <Input
        icon={<Search />}
        role="combobox"
        aria-label="Find an article"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={active_id}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="send"
        placeholder="Words of the article"
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(null);
        }}
        onKeyDown={onKeyDown}
        className="w-full"
      />
      <div className="mt-2 flex h-[min(22rem,45dvh)] flex-col">
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="Articles"
          aria-busy={!is_found}
          // Its way by key is from the field; what listens to no more than the list can scroll it.
          tabIndex={0}
          className={clsx(
            "transition-opacity aria-busy:opacity-60",
            shown.length > 0 && "min-h-0 flex-1 overflow-y-auto",
          )}
        >
          {shown.map((article) => (
            <Option
              key={article.id}
              id={optionId(article)}
              article={article}
              is_active={article === chosen}
              onPoint={() => setActive(article.id)}
              onPick={() => share(article)}
            />
          ))}
        </div>
        {shown.length === 0 && (
          <Nothing
            loading={!is_found && !found.error}
            error={found.error}
            retrying={found.isFetching}
            onRetry={() => void found.refetch()}
          >
            {q === ""
              ? "No article is published yet. Staff write drafts, and admins publish them."
              : "No article has these words. Whole words are searched for; the last may be begun."}
          </Nothing>
        )}
      </div>
      {chosen && (
        <a
          href={chosen.url}
          target="_blank"
          rel="noreferrer"
          className={clsx(buttonClass({ size: "sm", variant: "ghost" }), "mt-2")}
        >
          <ExternalLink aria-hidden="true" />
          <span className="min-w-0 truncate">
            Read <bdi>{chosen.title}</bdi> first
          </span>
        </a>
      )}
      <p role="status" className="sr-only">
        {is_found && shown.length > 0 && `${shown.length} articles found`}
      </p>
    </Dialog>
  );
}

type OptionProps = {
  id: string;
  article: KbArticleItem;
  is_active: boolean;
  onPoint: () => void;
  onPick: () => void;
};

function Option({ id, article, is_active, onPoint, onPick }: OptionProps) {
  const { title, category, passage, matches } = article;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: it is the field's active descendant
    <div
      id={id}
      role="option"
      aria-label={title}
      aria-selected={is_active}
      data-highlighted={is_active || undefined}
      // A list that scrolls under a pointer that rests chooses nothing.
      onPointerMove={onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={clsx(menuItemClass, "cursor-pointer items-start!")}
    >
      <span className="min-w-0 flex-1">
        <span className="font-medium">
          <FoundText content={title} matches={matches.title} />
        </span>
        {passage && (
          <span className="text-sm text-text-muted">
            <FoundText content={passage} matches={matches.passage} />
          </span>
        )}
      </span>
      {category && (
        <IsolatedText truncate className="max-w-[35%] shrink-0 text-sm text-text-muted">
          {category}
        </IsolatedText>
      )}
    </div>
  );
}

type NothingProps = {
  loading: boolean;
  error: unknown;
  retrying: boolean;
  onRetry: () => void;
  children: ReactNode;
};

function Nothing({ loading, error, retrying, onRetry, children }: NothingProps) {
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 px-2 py-4 text-text-muted">
      {error ? (
        <>
          <p className="min-w-0 flex-1 basis-48">
            The articles did not load. {toErrorBody(error).message}
          </p>
          <Button size="sm" loading={retrying} onClick={onRetry}>
            Try again
          </Button>
        </>
      ) : loading ? (
        <Spinner label="The articles are loading." />
      ) : (
        <p>{children}</p>
      )}
    </div>
  );
}
