"""Faults in the declared state, found on the scratch server: in come a built database and waivers, out go findings."""
