"""What can go wrong while printing, said so that an editor understands it."""


class PdfError(Exception):
    """The document cannot be printed; the message says which part and why."""


class UrlRefused(PdfError):
    """The document asked for something that is not one of our own print files."""


class LimitExceeded(PdfError):
    """One part needed more memory or time than a printing process may have."""
