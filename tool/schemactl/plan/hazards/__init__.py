"""Hazards: derived from what a statement says and from the locks it was seen to take, never stored by hand.

`derive` is the door. `loss`, `blocking`, `compatibility` and `authorisation` each know the ids of their family; what
the ids mean is in `schemactl.model.catalogue`.
"""
