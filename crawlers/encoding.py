"""Content encodings: whether packed bytes are whole. Decoders give what they can of cut ones."""

import zlib

STEP = 1 << 18


def broken(sent: bytes, coding: str, limit: int) -> str:
    """Why `sent`, packed as Content-Encoding `coding` says, does not unpack; empty where it does.

    Unpacks in steps, holding none, and no further than `limit` bytes: what is larger is not judged.
    """
    names = [name.strip().lower() for name in coding.split(",") if name.strip()]
    if not sent or len(names) != 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        return ""
    raw = names[0] == "deflate" and not _is_zlib(sent)
    window = -zlib.MAX_WBITS if raw else zlib.MAX_WBITS + (16 if "gzip" in names[0] else 0)
    try:
        return _broken(sent, window, limit)
    except zlib.error as error:
        return f"the {names[0]} of the response is damaged ({error})"


def _broken(sent: bytes, window: int, limit: int) -> str:
    rest, held = sent, 0
    while rest.strip(b"\0"):  # a stream may have several members, and zeros after them
        stream = zlib.decompressobj(window)
        while not stream.eof:
            held += len(stream.decompress(rest, STEP))
            rest = stream.unconsumed_tail
            if held > limit:
                return ""
            if not rest and not stream.eof:
                more = stream.flush()
                if more or stream.eof:
                    held += len(more)
                    continue
                return f"the response is cut off: its packed bytes end after {held:,} unpacked ones"
        rest = stream.unused_data
        if held and not rest.startswith(b"\x1f\x8b"):
            return ""  # bytes after the end, which decoders leave alone
    return ""


def _is_zlib(sent: bytes) -> bool:
    return len(sent) > 1 and sent[0] & 0x0F == 8 and int.from_bytes(sent[:2], "big") % 31 == 0
