import { Badge } from "@/components/ui/badge";
import type { KbArticleStatus } from "@/lib/kb/contract";

export function ArticleStatus({ status }: { status: KbArticleStatus }) {
  return (
    <Badge tone={status === "published" ? "success" : "neutral"}>
      {status === "published" ? "Published" : "Draft"}
    </Badge>
  );
}
