import { useEffect, useRef, useState } from 'preact/hooks';
import { drawPhoto, type Mark } from './blurred-photo.js';
import { useReporterWords } from './reporter-words.js';

interface BlurCanvasProps {
  readonly photo: ImageBitmap;
  readonly marks: readonly Mark[];
  /** Pixels of the photo. */
  readonly radius: number;
  /** One tap, one drag, or one press of Enter. */
  readonly onStroke: (marks: readonly Mark[]) => void;
}
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The photo under the thumb, or under the arrow keys. */
export function BlurCanvas({ photo, marks, radius, onStroke }: BlurCanvasProps) {
  const words = useReporterWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [stroke, setStroke] = useState<readonly Mark[]>([]);
  const [cursor, setCursor] = useState<Mark | null>(null);
  useEffect(() => {
    const at = canvas.current;
    if (!at) return;
    drawPhoto(at, photo, [...marks, ...stroke]);
    if (cursor) drawCursor(at, { ...cursor, radius });
  });
  const markAt = (event: PointerEvent): Mark => {
    const box = canvas.current?.getBoundingClientRect();
    const scale = photo.width / (box?.width || 1);
    return {
      x: (event.clientX - (box?.left ?? 0)) * scale,
      y: (event.clientY - (box?.top ?? 0)) * scale,
      radius,
    };
  };
  const end = () => {
    if (stroke.length > 0) onStroke(stroke);
    setStroke([]);
  };
  const press = (event: KeyboardEvent) => {
    const held = cursor ?? { x: photo.width / 2, y: photo.height / 2, radius };
    const move = MOVES[event.key];
    if (!move && event.key !== 'Enter') return;
    event.preventDefault();
    if (move) setCursor({ x: held.x + (move[0] * radius) / 2, y: held.y + (move[1] * radius) / 2, radius });
    else onStroke([{ ...held, radius }]);
  };
  return (
    <button type="button" class="blur" aria-label={words.blurHere} onKeyDown={press}>
      <canvas
        ref={canvas}
        width={photo.width}
        height={photo.height}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setCursor(null);
          setStroke([markAt(event)]);
        }}
        onPointerMove={(event) => stroke.length > 0 && setStroke((before) => [...before, markAt(event)])}
        onPointerUp={end}
        onPointerCancel={end}
      />
    </button>
  );
}

function drawCursor(canvas: HTMLCanvasElement, { x, y, radius }: Mark): void {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  for (const [lineWidth, strokeStyle] of [
    [radius / 6, '#000'],
    [radius / 12, '#fff'],
  ] as const) {
    Object.assign(pen, { lineWidth, strokeStyle });
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.stroke();
  }
}
