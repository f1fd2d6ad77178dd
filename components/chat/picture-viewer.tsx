"use client";

import { Download, X } from "lucide-react";
import { useId, useLayoutEffect, useRef, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Spinner } from "@/components/ui/spinner";
import type { Attachment } from "@/lib/uploads/contract";

type PictureViewerProps = { attachment: Attachment; href: string; onClose: () => void };

/** A picture as large as the window lets it be, over everything else. */
export function PictureViewer({ attachment, href, onClose }: PictureViewerProps) {
  const { name, width, height } = attachment;
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");
  useLayoutEffect(() => {
    const own = dialog.current;
    own?.showModal();
    // While it is still in the page: it gives back the focus that it took.
    return () => own?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      onClose={() => !dialog.current?.open && onClose()}
      // The keys of the page below are not the dialog's.
      onKeyDown={(event) => event.stopPropagation()}
      className="fixed inset-0 z-40 m-0 hidden h-dvh max-h-none w-screen max-w-none animate-fade-in flex-col border-0 bg-surface px-0 pt-(--inset-top) pb-(--inset-bottom) text-text open:flex"
    >
      <header className="flex shrink-0 items-center gap-2 border-b px-3 py-2 sm:px-4">
        <h2 id={title} className="min-w-0 flex-1 text-md font-semibold">
          <IsolatedText truncate>{name}</IsolatedText>
        </h2>
        <a href={href} download={name} className={buttonClass({ variant: "secondary" })}>
          <Download aria-hidden="true" />
          Download
        </a>
        <Button shortcut="Escape" onClick={onClose}>
          <X aria-hidden="true" />
          Close
        </Button>
      </header>
      <div className="relative grid min-h-0 flex-1 place-items-center p-3 sm:p-4">
        {state === "failed" ? (
          <p role="alert" className="text-text-muted">
            The picture could not be loaded. Try again in a moment.
          </p>
        ) : (
          // biome-ignore lint/performance/noImgElement: as it was sent, and its address needs a sign-in
          <img
            src={href}
            alt={name}
            width={width ?? undefined}
            height={height ?? undefined}
            onLoad={() => setState("shown")}
            onError={() => setState("failed")}
            className="absolute inset-0 m-auto size-auto max-h-[calc(100%-1.5rem)] max-w-[calc(100%-1.5rem)] object-contain"
          />
        )}
        {state === "loading" && <Spinner />}
      </div>
    </dialog>
  );
}
