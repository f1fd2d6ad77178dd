/** What the page knows of its visitor, as far as the browser tells; for the agent's eyes. */
export function describeVisit(): Record<string, string> {
  const described = {
    page_url: location.href,
    referrer: document.referrer,
    user_agent: navigator.userAgent,
    language: navigator.language,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const known = Object.entries(described).filter(([, value]) => value);
  return Object.fromEntries(known.map(([name, value]) => [name, value.slice(0, 2000)]));
}
