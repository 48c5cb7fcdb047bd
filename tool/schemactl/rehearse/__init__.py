"""Rehearsal: proposals run on a clone of live; what works, in the order it works, becomes the plan and is proven."""
