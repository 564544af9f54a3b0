"""What the script reports without a stack trace."""


class BenchError(Exception):
    """Something needed for the measurement is missing or failed."""
