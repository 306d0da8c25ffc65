"""Training the model that says what a source is; needs the packages of the extra ``train``."""
