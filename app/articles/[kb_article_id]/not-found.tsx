import { BookOpenText } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NoSuchArticle() {
  return (
    <EmptyState
      icon={<BookOpenText />}
      title={<h1>This article is not there.</h1>}
      action={
        <a href="/articles" className={buttonClass()}>
          All articles
        </a>
      }
    >
      It is no longer published, or the address is wrong.
    </EmptyState>
  );
}
