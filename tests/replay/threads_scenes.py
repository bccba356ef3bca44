"""Scenes of threads, levels and preferences; bob follows some threads and not others."""

from tests.replay.scenes import Stage, scene


@scene
def thread_followed_by_itself(s: Stage) -> None:
    """Replies to me, replies of mine and replies that name me make me follow; others do not."""
    hers, mine, third = (sent.id for sent in s.sent)
    s.say(s.alice, "to your second", thread_id=mine)
    s.say(s.carol, "not for bob", thread_id=hers)
    s.say(s.alice, "now for <@bob>", thread_id=hers)
    s.say(s.carol, "and after", thread_id=hers)
    s.say(s.bob, "my reply", thread_id=third)
    s.say(s.alice, "answered", thread_id=third)
    s.say(s.alice, "a new root")


@scene
def thread_in_channel(s: Stage) -> None:
    """A reply that the timeline shows too is counted there and not in its thread."""
    hers, mine, _ = (sent.id for sent in s.sent)
    s.say(s.alice, "seen by all", thread_id=hers, also_in_channel=True)
    s.say(s.carol, "aside", thread_id=mine)
    both = s.say(s.carol, "here and there <@bob>", thread_id=mine, also_in_channel=True)
    s.say(s.bob, "mine in both", thread_id=hers, also_in_channel=True)
    s.bob.conversations.read(s.group, both.position)


@scene
def thread_chosen(s: Stage) -> None:
    """I follow a thread, no longer, and again; its later replies are unread."""
    hers, mine, third = (sent.id for sent in s.sent)
    s.say(s.carol, "before", thread_id=hers)
    s.bob.threads.follow(hers)
    s.say(s.carol, "after", thread_id=hers)
    s.bob.threads.unfollow(mine)
    s.say(s.alice, "not heard", thread_id=mine)
    s.bob.threads.follow(third)
    s.bob.threads.unfollow(third)
    s.say(s.alice, "nor this", thread_id=third)
    s.bob.threads.unfollow(hers)
    s.say(s.carol, "meanwhile", thread_id=hers)
    s.bob.threads.follow(hers)
    s.say(s.carol, "at last <@bob>", thread_id=hers)


@scene
def thread_read(s: Stage) -> None:
    """I read one thread, then all; marks go forward only, and others' marks are theirs."""
    hers, mine, third = (sent.id for sent in s.sent)
    first = s.say(s.alice, "one", thread_id=mine)
    s.say(s.carol, "two", thread_id=mine)
    s.bob.threads.read(mine, first.position)
    s.bob.threads.read(mine, first.position - 1)
    s.bob.threads.follow(third)
    s.say(s.alice, "three <@bob>", thread_id=third)
    s.say(s.carol, "four", thread_id=hers)
    s.carol.threads.follow(mine)
    s.bob.threads.read_all()
    s.say(s.alice, "five", thread_id=mine)
    s.bob.threads.read_all()
    s.bob.threads.read_all(conversation_id=s.group)


@scene
def thread_removed(s: Stage) -> None:
    """Replies are edited and removed, then a root; its thread stays and goes on."""
    hers, mine, _ = (sent.id for sent in s.sent)
    one = s.say(s.alice, "one <@bob>", thread_id=mine)
    two = s.say(s.carol, "two", thread_id=mine)
    gone = s.say(s.carol, "wrong thread", thread_id=hers)
    s.alice.messages.edit(one.id, "one without")
    s.carol.messages.edit(two.id, "two for <@bob>")
    s.alice.messages.remove(one.id)
    s.carol.messages.remove(gone.id)
    s.bob.messages.remove(mine)
    s.say(s.alice, "it goes on", thread_id=mine)


@scene
def thread_emptied(s: Stage) -> None:
    """The last reply of a thread that I read is removed, and one that I never followed."""
    hers, mine, _ = (sent.id for sent in s.sent)
    one = s.say(s.alice, "one", thread_id=mine)
    s.bob.threads.read(mine, one.position)
    other = s.say(s.carol, "other", thread_id=hers, also_in_channel=True)
    s.alice.messages.remove(one.id)
    s.carol.messages.remove(other.id)


@scene
def level(s: Stage) -> None:
    """I choose what I am told of a conversation; what others choose is theirs."""
    s.bob.conversations.set_level(s.group, level="mentions")
    s.say(s.alice, "for <@bob>")
    s.bob.conversations.set_level(s.group, level="none")
    s.bob.conversations.set_level(s.group, level="all")
    s.bob.conversations.set_level(s.group, level="mentions")
    s.carol.conversations.set_level(s.group, level="none")


@scene
def thread_preferences(s: Stage) -> None:
    """I name the words that I want to hear of, and others name theirs."""
    s.bob.preferences.set(keywords=["recall", "cold chain"])
    s.alice.preferences.set(keywords=["dock"])
    s.bob.preferences.set(keywords=["recall"])
    s.say(s.alice, "a recall")
    s.bob.preferences.set(keywords=[])


@scene
def thread_of_many(s: Stage) -> None:
    """Everybody is named in the timeline, and a role; a reply that shows there too names them."""
    hers = s.sent[0].id
    s.say(s.alice, "all of you <!channel>")
    s.say(s.alice, "you who are here <!here>", thread_id=hers, also_in_channel=True)
    s.say(s.bob, "and I <!channel>")


@scene
def thread_come_back(s: Stage) -> None:
    """I am taken out with threads that I follow, and come back to a history that begins now."""
    mine = s.sent[1].id
    s.say(s.alice, "one", thread_id=mine)
    s.alice.conversations.remove_member(s.group, "bob")
    s.alice.conversations.add_members(s.group, ["bob"], history="from_now")
    s.say(s.alice, "two <@bob>")
