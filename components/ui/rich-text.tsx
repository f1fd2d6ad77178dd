import { clsx } from "clsx";
import css from "@/components/ui/rich-text.module.css";

type RichTextProps = {
  /** Made safe by whoever gives it: it becomes part of the page as it is. */
  html: string;
  className?: string;
};

/** A text of several parts: headings, lists, tables. Nothing in it is wider than its place. */
export function RichText({ html, className }: RichTextProps) {
  return (
    <div
      className={clsx(css.text, className)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: it comes of toHtml (lib/kb/markdown.ts)
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
