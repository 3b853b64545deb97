/**
 * What can be taken of RFC 7692: any window of the client's own, and no smaller one of ours than `WINDOW_BITS`, 13. A
 * frame that is compressed once for all cannot fit a smaller one.
 */
const ACCEPTABLE =
  /^permessage-deflate(\s*;\s*(server_no_context_takeover|client_no_context_takeover|client_max_window_bits(=([89]|1[0-5]))?|server_max_window_bits=1[345]))*$/;

/** The first acceptable offer in `Sec-WebSocket-Extensions`; without one the connection goes on uncompressed. */
export function acceptableOffer(offers: string): string | undefined {
  return offers
    .split(',')
    .map((offer) => offer.trim())
    .find((offer) => ACCEPTABLE.test(offer));
}
