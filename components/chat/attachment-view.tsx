"use client";

import { Download, FileText } from "lucide-react";
import { useState } from "react";
import { IsolatedText } from "@/components/ui/isolated-text";
import { useChatClient } from "@/lib/client/use-chat-client";
import type { Attachment } from "@/lib/uploads/contract";
import { attachmentBox } from "./attachment-size";
import { fileSizeText } from "./file-size";
import { PictureViewer } from "./picture-viewer";

/** A picture's small copy, which opens large, or any other file's card. */
export default function AttachmentView({ attachment }: { attachment: Attachment }) {
  const side = useChatClient()?.identity.side ?? "customer";
  const [has_failed, setHasFailed] = useState(false);
  const [is_open, setIsOpen] = useState(false);
  const { name, url, width } = attachment;
  const href = `${url}?side=${side}`;
  if (width === null || has_failed) return <FileCard attachment={attachment} href={href} />;
  return (
    <>
      <button
        type="button"
        aria-label={`Open the picture ${name}`}
        onClick={() => setIsOpen(true)}
        className="block size-full rounded-lg bg-neutral-soft focus-visible:-outline-offset-2"
      >
        {/* biome-ignore lint/performance/noImgElement: it is small already, and its address needs a sign-in */}
        <img
          {...attachmentBox(attachment)}
          src={`${href}&size=thumbnail`}
          alt=""
          decoding="async"
          onError={() => setHasFailed(true)}
          className="size-full rounded-lg object-contain"
        />
      </button>
      {is_open && (
        <PictureViewer attachment={attachment} href={href} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
}

function FileCard({ attachment, href }: { attachment: Attachment; href: string }) {
  const { name, size } = attachment;
  return (
    <a
      href={href}
      download={name}
      className="flex size-full items-center gap-2.5 rounded-lg bg-surface-raised px-2.5 py-1 text-text focus-visible:-outline-offset-2"
    >
      <FileText aria-hidden="true" className="size-5 shrink-0 text-text-subtle" />
      <span className="min-w-0 flex-1">
        <IsolatedText truncate className="block text-base font-medium">
          {name}
        </IsolatedText>
        <span className="block text-xs text-text-muted">{fileSizeText(size)}</span>
      </span>
      <Download aria-hidden="true" className="size-4 shrink-0 text-text-subtle" />
    </a>
  );
}
