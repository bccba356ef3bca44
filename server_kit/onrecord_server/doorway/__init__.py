"""What every door does first: who is asking, from where, how often, in well-formed words.

REST, socket and pages do not import each other; what they share stands here.
"""
