# What a device can do at best: read memory, and multiply matrices.
#
# Serialised-form TorchScript.
class Limits(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # integers: how many numbers; like: any tensor on the device
  def numbers(self: __torch__.Limits, integers: Tensor, reals: Tensor, like: List[Tensor]) -> Tensor:
    return torch.ones([int(integers[0])], dtype=6, device=like[0].device)

  def read(self: __torch__.Limits, integers: Tensor, reals: Tensor, numbers: List[Tensor]) -> Tensor:
    return torch.sum(numbers[0]).reshape(1).to(7).cpu()

  # integers: width, code: 0 float32, 1 bfloat16. A matrix as it is, which every device multiplies.
  def plain_matrix(self: __torch__.Limits, integers: Tensor, reals: Tensor, like: List[Tensor]) -> Tensor:
    n : List[int] = integers.tolist()
    code = 6
    if n[1] == 1:
      code = 15
    return torch.ones([n[0], n[0]], dtype=code, device=like[0].device)

  def plain_product(self: __torch__.Limits, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    return torch.mm(matrix[0], matrix[0])[:1, 0].to(7).cpu()

  # integers: width, code: 0 float32, 1 bfloat16, 2 int8. A matrix, packed for products.
  def matrix(self: __torch__.Limits, integers: Tensor, reals: Tensor) -> Tensor:
    n : List[int] = integers.tolist()
    if n[1] == 2:
      packed = ops.onednn.qlinear_prepack(torch.ones([n[0], n[0]], dtype=1), [n[0], n[0]])
    elif n[1] == 1:
      packed = ops.mkldnn._reorder_linear_weight(torch.ones([n[0], n[0]], dtype=15), n[0])
    else:
      packed = ops.mkldnn._reorder_linear_weight(torch.ones([n[0], n[0]], dtype=6), n[0])
    return packed

  # integers: as matrix. The product of as many rows as the matrix is wide.
  def product(self: __torch__.Limits, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    n : List[int] = integers.tolist()
    if n[1] == 2:
      x = torch.full([n[0], n[0]], 129, dtype=0)
      scales = torch.ones([n[0]], dtype=6)
      y = ops.onednn.qlinear_pointwise(x, 1., 128, matrix[0], scales, torch.zeros([1], dtype=3), None, 1., 0, 6, "none", [], "")
    elif n[1] == 1:
      y = ops.mkldnn._linear_pointwise(torch.ones([n[0], n[0]], dtype=15), matrix[0], None, "none", [], "")
    else:
      y = ops.mkldnn._linear_pointwise(torch.ones([n[0], n[0]], dtype=6), matrix[0], None, "none", [], "")
    return y[:1, 0].to(7)
