"use client";

import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toErrorBody } from "@/lib/client/api";
import type { KbArticle } from "@/lib/kb/contract";
import { useArticleChanges } from "./use-articles";

type DeleteArticleDialogProps = {
  article: KbArticle;
  onClose: () => void;
  onDeleted: () => void;
};

export function DeleteArticleDialog({ article, onClose, onDeleted }: DeleteArticleDialogProps) {
  const { remove } = useArticleChanges();
  const [problem, setProblem] = useState<string | null>(null);

  async function run() {
    setProblem(null);
    try {
      await remove(article.id);
    } catch (error) {
      const { code, message } = toErrorBody(error);
      // Somebody else did it first: it is what was wanted.
      if (code !== "NOT_FOUND") {
        setProblem(message);
        return false;
      }
    }
    onDeleted();
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title="Delete this article?"
      description={
        <>
          <bdi className="wrap-anywhere">{article.title}</bdi> is gone for good
          {article.status === "published" &&
            ", and so is its page. In chats its title and summary stay. To keep it, unpublish it"}
          .
        </>
      }
      confirmLabel="Delete"
      onConfirm={run}
    >
      {problem && <Banner tone="danger">{problem}</Banner>}
    </ConfirmDialog>
  );
}
