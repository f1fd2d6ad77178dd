"use client";

import { ExternalLink } from "lucide-react";
import { useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { IsolatedText } from "@/components/ui/isolated-text";
import { NativeDialog } from "@/components/ui/native-dialog";
import { RichText } from "@/components/ui/rich-text";
import { Spinner } from "@/components/ui/spinner";
import { callApi, toErrorBody } from "@/lib/client/api";
import { useChatClient } from "@/lib/client/use-chat-client";
import type { KbArticle, SharedArticle } from "@/lib/kb/contract";

type State =
  | { is: "loading" | "gone" }
  | { is: "failed"; why: string }
  | { is: "shown"; html: string };

type ArticleReaderProps = { article: SharedArticle; onClose: () => void };

/** An article over the chat, as it is now; the way back is Escape. */
export function ArticleReader({ article, onClose }: ArticleReaderProps) {
  const { id, title, summary, url } = article;
  const identity = useChatClient()?.identity;
  const [state, setState] = useState<State>({ is: "loading" });
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each try asks once more
  useEffect(() => {
    if (!identity) return;
    let is_over = false;
    async function read(of: NonNullable<typeof identity>) {
      let next: State;
      try {
        const path = `/api/kb-articles/${id}`;
        const { kb_article } = await callApi<{ kb_article: KbArticle }>(of, "GET", path);
        next = { is: "shown", html: kb_article.html };
        // Staff can open a draft; for the customer it is gone.
        if (kb_article.status === "draft") next = { is: "gone" };
      } catch (error) {
        const { code, message } = toErrorBody(error);
        next = code === "NOT_FOUND" ? { is: "gone" } : { is: "failed", why: message };
      }
      if (!is_over) setState(next);
    }
    void read(identity);
    return () => {
      is_over = true;
    };
  }, [identity, id, tries]);

  function retry() {
    setState({ is: "loading" });
    setTries((before) => before + 1);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the page below are not the dialog's
    <div className="contents" onKeyDown={(event) => event.stopPropagation()}>
      <NativeDialog
        open
        onOpenChange={onClose}
        title={<IsolatedText>{title}</IsolatedText>}
        description={summary && <IsolatedText>{summary}</IsolatedText>}
        footer={
          <>
            {state.is === "shown" && (
              <a
                href={url}
                target="_blank"
                rel="noopener"
                className={`${buttonClass({ variant: "ghost" })} me-auto`}
              >
                <ExternalLink aria-hidden="true" />
                Open in a new tab
              </a>
            )}
            <Button shortcut="Escape" onClick={onClose}>
              Back to the chat
            </Button>
          </>
        }
      >
        {state.is === "loading" && <Spinner label="The article is loading." />}
        {state.is === "gone" && <Banner tone="warning">This article is no longer there.</Banner>}
        {state.is === "failed" && (
          <Banner
            tone="danger"
            title="The article did not load"
            action={
              <Button size="sm" onClick={retry}>
                Try again
              </Button>
            }
          >
            {state.why}
          </Banner>
        )}
        {state.is === "shown" && (
          // A long one is scrolled by key, also where there is no link in it.
          // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
          <section tabIndex={0} aria-label="The article" className="rounded-sm">
            <RichText html={state.html} />
          </section>
        )}
      </NativeDialog>
    </div>
  );
}
