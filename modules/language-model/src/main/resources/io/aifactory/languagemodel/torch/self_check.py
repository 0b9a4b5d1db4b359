# Matrix products whose result is known: row i of the matrix holds (i mod 7) + 1, so that every
# entry of row i of its square over n is that times the mean of 1 to 7 over the rows.
#
# like: any tensor on the device that is checked
class SelfCheck(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def matrix(self: __torch__.SelfCheck, integers: Tensor, reals: Tensor, like: List[Tensor]) -> Tensor:
    n = int(integers[0])
    return (torch.arange(n, dtype=6, device=like[0].device) % 7 + 1).unsqueeze(1).expand(n, n).contiguous()

  # 1 if the matrix is on a CUDA device
  def on_cuda(self: __torch__.SelfCheck, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    code = 0.
    if matrix[0].is_cuda:
      code = 1.
    return torch.full([1], code, dtype=7)

  def error(self: __torch__.SelfCheck, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    a = matrix[0]
    expected = a.to(7) * a.to(7).sum(0, True)
    product = torch.mm(a, a).to(7)
    return torch.amax(torch.abs(product / expected - 1.)).reshape(1).cpu()

  def products(self: __torch__.SelfCheck, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    a = matrix[0]
    last = a
    for index in range(int(integers[1])):
      last = torch.mm(a, a)
    return last[0, :1].to(7).cpu()
