"""A member of a room, a second time, written from docs/protocol.md alone. Needs tests/interop on the path."""
