# Whether the kernels that a decoder takes on CUDA compute on this device what they should: each beside
# plain operators on the same numbers. The largest difference, as a part of the largest result.
#
# Serialised-form TorchScript, followed by parts of the decoder.
class Cuda(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # bfloat16 numbers that repeat late
  def varied(self: __torch__.Cuda, size: List[int], like: Tensor) -> Tensor:
    count = 1
    for each in size:
      count = count * each
    return torch.sin(torch.arange(count, dtype=6, device=like.device) * 0.7317).view(size).to(15)

  def difference(self: __torch__.Cuda, found: Tensor, expected: Tensor) -> Tensor:
    return (found.to(6) - expected.to(6)).abs().max() / expected.to(6).abs().max()

  # Sequences of one row each, then of several: slots of 40 keys, of which the second is not used.
  def attention(self: __torch__.Cuda, integers: Tensor, reals: Tensor, like: List[Tensor]) -> Tensor:
    device = like[0].device
    q = self.varied([12, 6, 32], like[0])
    cache = self.varied([160, 4, 32], like[0])
    keys = torch.tensor([0, 80, 120, 157], dtype=3, device=device)
    used = torch.tensor([9, 40, 37], dtype=3, device=device)
    found : List[Tensor] = []
    for rows in [[0, 1, 2, 3], [0, 1, 4, 12]]:
      first = torch.tensor(rows, dtype=3, device=device)
      most = max(1, rows[3] - rows[2])
      for window in [0, 5]:
        own = q[:rows[3]]
        y = self.flash(own, cache[:, :2], cache[:, 2:], first, keys, used, most, 40, window, 0.2)
        plain = self.flash_plain(own, cache[:, :2], cache[:, 2:], first, keys, used, most, 40, window, 0.2)
        found.append(self.difference(y, plain))
    return torch.stack(found).to(7).cpu()

  # Products of 1 and of 19 rows with a matrix in int4.
  def int4(self: __torch__.Cuda, integers: Tensor, reals: Tensor, like: List[Tensor]) -> Tensor:
    matrix = [self.varied([48, 96], like[0]).to(6)]
    groups = self.groups(integers, reals, matrix)
    tiles = self.grouped(integers, reals, matrix)
    pairs = self.pairs(integers, reals, matrix)
    found : List[Tensor] = []
    for rows in [1, 19]:
      x = self.varied([rows, 96], like[0])
      found.append(self.difference(self.product(x, tiles, groups), self.product_widened(x, pairs, groups)))
    return torch.stack(found).to(7).cpu()
