# What the processor's packed products can do.
#
# Serialised-form TorchScript.
class Packing(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # 1 if there are products in bfloat16
  def bfloat16(self: __torch__.Packing, integers: Tensor, reals: Tensor) -> Tensor:
    return torch.full([1], float(int(ops.mkldnn._is_mkldnn_bf16_supported())), dtype=7)

  # The product of 64 pairs of 255 (127 above zero) and 127, once of 64 and once of 1 row: 1,032,256.
  # Processors without VNNI add two products in 16 bits, and get less.
  def int8(self: __torch__.Packing, integers: Tensor, reals: Tensor) -> Tensor:
    weight = ops.onednn.qlinear_prepack(torch.full([64, 64], 127, dtype=1), [16, 64])
    scales = torch.ones([64], dtype=6)
    zeros = torch.zeros([1], dtype=3)
    found : List[Tensor] = []
    for rows in [1, 64]:
      x = torch.full([rows, 64], 255, dtype=0)
      y = ops.onednn.qlinear_pointwise(x, 1., 128, weight, scales, zeros, None, 1., 0, 6, "none", [], "")
      found.append(torch.amin(y).to(7))
      found.append(torch.amax(y).to(7))
    return torch.stack(found)
