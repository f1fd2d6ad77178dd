import Bowser from "bowser";

/** What the page knows of its visitor, as far as the browser tells; for the agent's eyes. */
export function describeVisit(): Record<string, string> {
  const { browser, os, platform } = Bowser.parse(navigator.userAgent);
  const described = {
    page_url: location.href,
    referrer: document.referrer,
    browser: [browser.name, browser.version].filter(Boolean).join(" "),
    device: [platform.type, os.name, os.version].filter(Boolean).join(", "),
    language: navigator.language,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const known = Object.entries(described).filter(([, value]) => value);
  return Object.fromEntries(known.map(([name, value]) => [name, value.slice(0, 2000)]));
}
