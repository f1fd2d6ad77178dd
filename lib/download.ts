/** A document that is written while it is sent. */
export type Download = {
  content_type: string;
  /** What it is kept as: the server's own words, in ASCII. */
  filename: string;
  /** Its Content-Security-Policy, where a browser could show it. */
  policy?: string;
  chunks: AsyncIterable<string>;
};
