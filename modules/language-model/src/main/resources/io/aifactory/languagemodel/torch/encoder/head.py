# An encoder as BERT is (Devlin et al. 2019), which embeds texts: this part first, then the one that
# fills tensors, which decoders have too, one each of precision, activation and pooling, then what
# all share.
#
# Serialised-form TorchScript. Every entry method takes `integers` (int64) and `reals` (float64),
# both on the CPU, then lists of tensors. Weights stand in one list `w`:
#   0 words [V, D], 1 positions [P, D], 2 token types [T, D], 3 norm [D], 4 its bias; then for each block
#   0 query, key and value [3 D, D], 1 their bias, 2 out [D, D], 3 its bias, 4 norm after attention [D],
#   5 its bias, 6 up [I, D], 7 its bias, 8 down [D, I], 9 its bias, 10 norm after the feed-forward
#   layer [D], 11 its bias
# `tables`: blocks, heads, whether vectors are scaled to length one; then the norms' epsilon.
class Encoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool


