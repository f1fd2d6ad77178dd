"use client";

import { lazy, Suspense } from "react";
import type { Attachment } from "@/lib/uploads/contract";
import { attachmentBox } from "./attachment-size";

/** Comes with the first attachment that is shown, for most chats have none; without it the name is. */
const View = lazy(() =>
  import("./attachment-view").catch(() => ({
    default: ({ attachment }: { attachment: Attachment }) => <>{attachment.name}</>,
  })),
);

/** A message's file. It has its room from the start, so that nothing moves while it is loaded. */
export function AttachmentBox({ attachment }: { attachment: Attachment }) {
  const { width, height } = attachmentBox(attachment);
  return (
    <div
      className="-mx-1.5 my-0.5 max-w-[calc(100%+0.75rem)] overflow-hidden rounded-lg"
      style={{ width, aspectRatio: `${width} / ${height}` }}
    >
      <Suspense>
        <View attachment={attachment} />
      </Suspense>
    </div>
  );
}
