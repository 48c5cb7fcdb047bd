"""Rehearsal: proposals run on a clone of the live schema; what works, in the order it works, becomes the plan and is proven."""
