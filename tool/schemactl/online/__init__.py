"""Online forms: other statements for the same change, which let others read and write a big table meanwhile."""
