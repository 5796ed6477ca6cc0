"""The equations of the mechanisms that outgrow a page: arrays in, arrays out."""
