/** How long an answer may take, as a sentence; `seconds` are whole. */
export function waitText(seconds: number | null): string {
  if (seconds === null) return "We cannot say yet how long it will take.";
  const minutes = Math.round(seconds / 60);
  if (minutes <= 1) return "It should take about a minute.";
  if (minutes <= 60) return `It should take about ${minutes} minutes.`;
  return "It may take more than an hour.";
}
