/** While a file is over the page `dragover` comes several times a second; milliseconds. */
const GONE_AFTER = 400;

let hint: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout>;

function hide(): void {
  clearTimeout(timer);
  hint?.remove();
  window.removeEventListener("drop", hide);
}

/** Says what dropping the file would do, as long as it is called again and again. */
export function showDropHint(words: string): void {
  if (!hint?.isConnected) {
    hint = document.createElement("div");
    hint.className =
      "pointer-events-none fixed inset-2 z-50 grid place-items-center rounded-xl border-2 border-dashed border-accent bg-surface/90 p-4 text-center text-lg font-medium text-accent-text";
    document.body.append(hint);
    window.addEventListener("drop", hide);
  }
  hint.textContent = words;
  clearTimeout(timer);
  timer = setTimeout(hide, GONE_AFTER);
}
