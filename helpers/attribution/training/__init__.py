"""Train the tagger: needs the extra ``[train]``, and nothing of it is imported at run time.

`examples` turns annotated articles into labelled windows, `network` is the model, `fit` the
training, `export` makes the quantised ONNX file that ships, ``python -m
helpers.attribution.training`` does all of it.
"""
