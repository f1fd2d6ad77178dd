import { useEffect, useEffectEvent } from "react";
import { useIsShown } from "./kept-chat";

/** Takes files that are dropped anywhere on the page; `words` say so meanwhile. */
export function useDroppedFiles(
  is_disabled: boolean,
  words: string,
  take: (files: FileList) => void,
): void {
  const is_active = useIsShown() && !is_disabled;
  const onDrag = useEffectEvent((event: DragEvent) => {
    const { dataTransfer, type } = event;
    if (!dataTransfer?.types.includes("Files")) return;
    // The browser would leave the page for the file.
    event.preventDefault();
    if (type === "drop") take(dataTransfer.files);
    else void import("./drop-hint").then(({ showDropHint }) => showDropHint(words));
  });
  useEffect(() => {
    if (!is_active) return;
    const listen = (event: DragEvent) => onDrag(event);
    window.addEventListener("dragover", listen);
    window.addEventListener("drop", listen);
    return () => {
      window.removeEventListener("dragover", listen);
      window.removeEventListener("drop", listen);
    };
  }, [is_active]);
}
