"""The first page: what needs a person today, the likeliest remedy one key away, and what was done."""
