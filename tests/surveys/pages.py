"""Pages as people read them."""


def text_of(response) -> str:
    """Return a page with plain spaces."""
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())
