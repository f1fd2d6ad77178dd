import type { Message } from "@/lib/messages/contract";

type Told = Pick<Message, "content" | "attachment" | "kb_article">;

/** What a message is told by in one line: its words, the name of its file or the title of its article. */
export const wordsOf = ({ content, attachment, kb_article }: Told): string =>
  content || (kb_article ? `Article: ${kb_article.title}` : (attachment?.name ?? ""));
