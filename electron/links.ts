/** The sites that the app links to. A page cannot send the user's browser anywhere else. */
const hosts = [
  'arxiv.org',
  'docs.pytorch.org',
  'en.wikipedia.org',
  'github.com',
  'huggingface.co',
  'ja.wikipedia.org',
  'nlp100.github.io',
  'onnxruntime.ai',
  'pytorch.org',
  'www.tensorflow.org',
];

/** Whether a link may be opened in the system's browser: https, a host that the app links to, nobody's password. */
export function isKnownLink(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  return protocol === 'https:' && hosts.includes(hostname) && port === '' && username === '' && password === '';
}
