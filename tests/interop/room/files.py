"""Files in pieces, out and in."""

from room import messages
from room.codes import h

AT_ONCE = 4


def split(name, data, id_):
    """The kinds and parts that carry a file."""
    if len(data) > messages.MAX_FILE:
        raise ValueError("a file has at most 64 MiB")
    yield messages.FILE, id_ + len(data).to_bytes(8, "big") + name.encode()
    for index in range(-(-len(data) // messages.PIECE_LENGTH)):
        piece = data[index * messages.PIECE_LENGTH:(index + 1) * messages.PIECE_LENGTH]
        yield messages.PIECE, id_ + index.to_bytes(4, "big") + piece
    yield messages.FILE_END, id_ + digest(id_, data)


def digest(id_, data):
    """The chain over the pieces."""
    result = h(b"locket/v1 file", id_)
    for start in range(0, len(data), messages.PIECE_LENGTH):
        result = h(result, data[start:start + messages.PIECE_LENGTH])
    return result


class Incoming:
    def __init__(self, name, length):
        self.name, self.length, self.data, self.next = name, length, b"", 0

    def take(self, index, piece):
        """False where it is not the next one: each but the last is full, and the last one ends the file."""
        if index != self.next or len(piece) != min(messages.PIECE_LENGTH, self.length - len(self.data)):
            return False
        self.data, self.next = self.data + piece, self.next + 1
        return True


def take(incoming, member, kind, part):
    """Puts one part of a file where it belongs; gives the events."""
    key = member, part["file"]
    if kind == messages.FILE:
        if key in incoming or sum(owner == member for owner, _ in incoming) >= AT_ONCE:
            return [{"event": "file-refused", "file": part["file"].hex()}]
        incoming[key] = Incoming(part["name"], part["length"])
        return [{"event": "file-offered", "file": part["file"].hex(), "name": part["name"], "length": part["length"]}]
    file = incoming.get(key)
    if file is None:
        return []
    if kind == messages.PIECE and file.take(part["index"], part["bytes"]):
        return []
    del incoming[key]
    if kind == messages.FILE_END:
        if len(file.data) == file.length and digest(part["file"], file.data) == part["digest"]:
            values = {"name": file.name, "length": file.length, "hash": h(file.data).hex()}
            return [{"event": "file", "file": part["file"].hex(), **values}]
    return [{"event": "file-stopped", "file": part["file"].hex(), "name": file.name}]
