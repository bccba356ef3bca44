"""What the workers of the campaign run."""

from tests.campaign.behind import mounted


app, chat = mounted()
