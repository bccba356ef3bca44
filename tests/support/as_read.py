"""A message as others read it than its author, to whom alone its ``client_id`` is told."""

from onrecord.wire.messages import Message


def by_others(message: Message) -> Message:
    """Return a message without what is its author's."""
    return message.model_copy(update={"client_id": None})
