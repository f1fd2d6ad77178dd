import { useEffect, useState } from "react";

/**
 * While there is something to lose, a link to another page asks first; so does the browser before
 * it closes the page. `asked` is where the person wanted to go.
 */
export function useLeaveGuard(has_unsaved: boolean) {
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    if (!has_unsaved) return;
    function onClick(event: MouseEvent) {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || link.target || link.origin !== location.origin) return;
      if (link.pathname === location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setAsked(link.pathname + link.search);
    }
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    // Before Next's links hear of it.
    document.addEventListener("click", onClick, { capture: true });
    window.addEventListener("beforeunload", onLeave);
    return () => {
      document.removeEventListener("click", onClick, { capture: true });
      window.removeEventListener("beforeunload", onLeave);
    };
  }, [has_unsaved]);
  return { asked, stay: () => setAsked(null) };
}
