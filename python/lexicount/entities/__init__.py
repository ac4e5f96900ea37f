"""Who, where, when, how much: names and figures, counted by what they mean."""
