"""Live sockets: one hub per process, fed by commits, by wake-ups, and by a poll that heals both."""
