# A decoder (Vaswani et al. 2017; Radford et al. 2018) put together from parts: this one first, then
# one each of matrices, precision, activation, feed-forward layer, attention and adapters, then what
# all share.
#
# Serialised-form TorchScript. Every entry method takes `integers` (int64) and `reals` (float64),
# both on the CPU, then lists of tensors. Weights stand in one list `w`, the embedding [V, D] first;
# a matrix that has scales is followed by them.
# `places`: sliding window (0 = none), index in w of the final norm, of the head and of the same
# matrix with rows that can be read; then for each block
#   0 norm [D], 1 qkv [(H + 2 K) hd, D], 2 its bias, 3 query norm [hd], 4 key norm [hd],
#   5 out [D, H hd], 6 its bias, 7 norm after attention [D], 8 norm before the feed-forward layer [D],
#   9 gate_up [2 I, D], of E experts [E 2 I, D], 10 down [D, I] or [E D, I], 11 router [E, D],
#   12 norm after the feed-forward layer [D]: indexes in w, -1 where the block has none;
#   13 table of its rotation, -1 = none, 14 whether it has the window, 15 active experts,
#   16 whether their proportions are made to sum to one,
#   17 A of the adapters' changes of qkv, 18 of out, 19 of gate_up, 20 of down: index in w, where B
#   follows; -1 where no adapter changes it
# `c`: epsilon, scale of scores, cap of scores, scale of embeddings, cap of logits; caps 0 = none
# `tables`: places, c, then one for each kind of rotation.
# Within each query and key head the two halves of the Hugging Face layout are interleaved, so that
# a rotation is one complex product; attention does not depend on the order inside a head.
class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

