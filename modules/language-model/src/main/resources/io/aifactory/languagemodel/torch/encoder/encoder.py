  # --- embedding ------------------------------------------------------------------------------------

  # LayerNorm (Ba et al. 2016). The residual stream x is float32 in every precision, so this is too.
  def norm(self: __torch__.Encoder, x: Tensor, weight: Tensor, bias: Tensor, c: List[float]) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], weight, bias, c[0])

  # Every token of an input sees every other one. qkv: [T, 3 D]; groups: inputs of equal length and
  # that length, again and again
  def attended(self: __torch__.Encoder, qkv: Tensor, heads: int, groups: List[int]) -> Tensor:
    parts : List[Tensor] = []
    first = 0
    for group in range(len(groups) // 2):
      inputs = groups[2 * group]
      length = groups[2 * group + 1]
      rows = qkv[first:first + inputs * length].view(inputs, length, 3, heads, -1)
      q, k, v, = torch.unbind(rows.permute(2, 0, 3, 1, 4))
      out = torch.scaled_dot_product_attention(q, k, v)
      parts.append(out.transpose(1, 2).reshape(inputs * length, -1))
      first = first + inputs * length
    return torch.cat(parts, 0)

  # Vectors [inputs, D], group by group. integers: groups G; inputs and length of each; ids
  def embed(self: __torch__.Encoder, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor]) -> Tensor:
    n : List[int] = tables[0].tolist()
    c : List[float] = tables[1].tolist()
    count = int(integers[0])
    groups : List[int] = integers[1:1 + 2 * count].tolist()
    device = w[0].device
    ids = integers[1 + 2 * count:].to(device)
    places : List[Tensor] = []
    for group in range(count):
      places.append(torch.arange(groups[2 * group + 1], device=device).repeat([groups[2 * group]]))
    x = torch.embedding(w[0], ids).to(6) + torch.embedding(w[1], torch.cat(places, 0)).to(6) + w[2][0].to(6)
    x = self.norm(x, w[3], w[4], c)
    for layer in range(n[0]):
      at = 5 + 12 * layer
      qkv = torch.linear(self.rounded(x), w[at], w[at + 1])
      y = torch.linear(self.attended(qkv, n[1], groups), w[at + 2], w[at + 3])
      x = self.norm(x + y.to(6), w[at + 4], w[at + 5], c)
      y = self.activated(torch.linear(self.rounded(x), w[at + 6], w[at + 7]))
      y = torch.linear(y, w[at + 8], w[at + 9])
      x = self.norm(x + y.to(6), w[at + 10], w[at + 11], c)
    vectors : List[Tensor] = []
    first = 0
    for group in range(count):
      rows = groups[2 * group] * groups[2 * group + 1]
      vectors.append(self.pooled(x[first:first + rows].view(groups[2 * group], groups[2 * group + 1], -1)))
      first = first + rows
    out = torch.cat(vectors, 0)
    if n[2] == 1:
      out = out / torch.clamp_min(torch.linalg_vector_norm(out, 2, [1], True), 1e-12)
    return out.reshape(-1).cpu()
