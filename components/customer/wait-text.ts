/** How long an answer may take, as a sentence; `seconds` are whole. */
export function waitText(seconds: number | null): string {
  if (seconds === null) return "We cannot say yet how long it takes.";
  const minutes = Math.round(seconds / 60);
  if (minutes <= 1) return "You should have an answer in about a minute.";
  if (minutes <= 60) return `You should have an answer in about ${minutes} minutes.`;
  return "An answer may take more than an hour.";
}
