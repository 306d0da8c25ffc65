"""One module per file format, each with ``read(data, name) -> list[Draft]``."""
