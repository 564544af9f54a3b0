"""Guess limiting: the attempts that a member counts."""

LIMIT = 3
OPEN_FOR = 30_000
WAITS = {0: 0, 1: 2_000, 2: 8_000}


class Guesses:
    def __init__(self):
        self.open = {}      # attempt id: when Tb was sent
        self.counted = set()
        self.last = 0

    @property
    def locked(self):
        return len(self.counted) >= LIMIT

    def ready_at(self):
        """When the next start, answer or check may happen; None: not before the user agrees."""
        return None if self.locked else self.last + WAITS[len(self.counted)]

    def has_room(self):
        """Whether one more may be tried while others are open."""
        return len(self.open) + len(self.counted) < LIMIT

    def count(self, attempt, now):
        """True where it was not counted before."""
        self.open.pop(attempt, None)
        if attempt in self.counted:
            return False
        if not self.locked:
            self.counted.add(attempt)
            self.last = now
        return True

    def give_back(self, attempt):
        self.open.pop(attempt, None)
        self.counted.discard(attempt)

    def overdue(self, now):
        return [attempt for attempt, since in self.open.items() if now - since >= OPEN_FOR]

    def unlock(self):
        self.counted.clear()
        self.last = 0
