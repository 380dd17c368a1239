import { inflateSync } from 'node:zlib';

/** A picture: 8 bits a channel, rows from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] */
  readonly rgb: Uint8Array;
}

/** Reads a PNG as browsers write them: 8 bits, RGB or RGBA, not interlaced (ISO/IEC 15948). */
export function readPng(file: Buffer): Picture {
  let width = 0;
  let height = 0;
  let channels = 0;
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const kind = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      channels = { 2: 3, 6: 4 }[body[9]!]!;
    }
    if (kind === 'IDAT') data.push(body);
    at += length + 12;
  }
  const bytes = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = bytes[channels * i + c]!;
  return { width, height, rgb };
}

function unfiltered(raw: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const value = raw[y * (stride + 1) + 1 + x]!;
      const left = x >= channels ? out[y * stride + x - channels]! : 0;
      const up = y > 0 ? out[(y - 1) * stride + x]! : 0;
      const corner = y > 0 && x >= channels ? out[(y - 1) * stride + x - channels]! : 0;
      out[y * stride + x] = value + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Means over squares of `size` pixels, [rows, columns, 3]: what is left of a picture when one stands back. */
export function blurred(
  { width, height, rgb }: Picture,
  size: number,
): { columns: number; rows: number; means: number[] } {
  const columns = Math.floor(width / size);
  const rows = Math.floor(height / size);
  const means: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let y = 0; y < size; y++)
          for (let x = 0; x < size; x++) sum += rgb[3 * ((row * size + y) * width + column * size + x) + c]!;
        means.push(Math.round(sum / (size * size)));
      }
  return { columns, rows, means };
}

/** How many pixels have about this colour. */
export function countColour({ rgb }: Picture, colour: string, reach = 12): number {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  let count = 0;
  for (let i = 0; i < rgb.length; i += 3)
    if (wanted.every((value, c) => Math.abs(rgb[i + c]! - value) <= reach)) count++;
  return count;
}
