  # Tokens for logits [S, V]. reals: temperature [S], top_p [S], uniform draw [S]; integers: top_k [S];
  # filtered: whether any row has a top_p or top_k. The inverse distribution function runs over
  # ascending token ids; ties at the threshold are all kept.
  def sample(self: __torch__.Decoder, logits: Tensor, top_k: Tensor, reals: Tensor, filtered: bool) -> Tensor:
    greedy = torch.argmax(logits, -1)
    temperature, top_p, uniform, = torch.chunk(reals.view(3, -1, 1), 3)
    random = temperature[0] > 0.
    divisor = torch.where(random, temperature[0], torch.ones_like(temperature[0]))
    scaled = logits.to(7) / divisor
    mass = torch.exp(scaled - torch.amax(scaled, [-1], True))
    if filtered:
      ordered = torch.sort(mass, -1, True)[0]
      rank = torch.arange(ordered.size(1), device=logits.device).unsqueeze(0)
      limit = top_k.unsqueeze(1)
      kept = torch.where(torch.logical_or(limit == 0, rank < limit), ordered, torch.zeros_like(ordered))
      total = torch.cumsum(kept, -1)
      inside = (total - kept) < top_p[0] * total[:, -1:]
      inside = torch.logical_and(torch.logical_or(inside, top_p[0] >= 1.), kept > 0.)
      threshold = torch.amin(torch.where(inside, kept, torch.full_like(kept, float("inf"))), [-1], True)
      mass = torch.where(mass >= threshold, mass, torch.zeros_like(mass))
    total = torch.cumsum(mass, -1)
    drawn = torch.searchsorted(total, uniform[0] * total[:, -1:] * (1. - 1e-15), right=True).squeeze(1)
    return torch.where(random.squeeze(1), drawn, greedy)
