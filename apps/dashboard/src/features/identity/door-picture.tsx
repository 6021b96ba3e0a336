/** The Sandbox phone, large: bubbles that come in, one answer in marigold. Flat, as all our drawings. */
export function DoorPicture() {
  return (
    <svg viewBox="0 0 420 380" fill="none" aria-hidden="true">
      <path
        d="M128 28h172a34 34 0 0 1 34 34v320H94V62a34 34 0 0 1 34-34z"
        fill="#052521"
        stroke="#7fc3b3"
        strokeWidth="3"
      />
      <path d="M192 52h44" stroke="#7fc3b3" strokeWidth="4" strokeLinecap="round" />
      <path d="M126 92h116a18 18 0 0 1 18 18v28a18 18 0 0 1-18 18H118v-56a8 8 0 0 1 8-8z" fill="#d9ede7" />
      <path d="M140 114h92M140 134h58" stroke="#0b574d" strokeWidth="6" strokeLinecap="round" />
      <path d="M214 182h136a18 18 0 0 1 18 18v56H214a18 18 0 0 1-18-18v-38a18 18 0 0 1 18-18z" fill="#f2ae1f" />
      <path d="M220 208h122M220 230h76" stroke="#48300f" strokeWidth="6" strokeLinecap="round" />
      <path d="m322 234 8 8 16-17" stroke="#48300f" strokeWidth="5" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M54 282h130a18 18 0 0 1 18 18v36a18 18 0 0 1-18 18H46v-64a8 8 0 0 1 8-8z" fill="#7fc3b3" />
      <path d="M68 306h108M68 328h68" stroke="#083530" strokeWidth="6" strokeLinecap="round" />
    </svg>
  );
}
