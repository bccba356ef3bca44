"""The recorder, the checker, and the campaign that kills real workers under load."""
