  # --- the largest of many ------------------------------------------------------------------------
  # Over a whole row argmax, comparisons and nonzero take ten times as long as amax. So rows are cut
  # into blocks, and only those that hold what is asked for are looked into.

  # Rows [S, V] as blocks [S, V / b, b]; b = V where nothing smaller divides it
  def blocks(self: __torch__.Decoder, rows: Tensor) -> Tensor:
    size = rows.size(1)
    for each in [32, 64, 128, 256]:
      if rows.size(1) % each == 0:
        size = each
    return rows.reshape(rows.size(0), rows.size(1) // size, size)

  # Place of the largest number of each row [S, V], of equal ones the first: [S]
  def largest(self: __torch__.Decoder, rows: Tensor) -> Tensor:
    blocks = self.blocks(rows)
    block = torch.argmax(torch.amax(blocks, [-1]), -1)
    index = block.view(block.size(0), 1, 1).expand(-1, 1, blocks.size(2))
    return block * blocks.size(2) + torch.argmax(torch.gather(blocks, 1, index).squeeze(1), -1)

  # --- sampling -----------------------------------------------------------------------------------

  # Tokens for logits [S, V]. reals: temperature [S], top_p [S], uniform draw [S], min_p [S]; top_k
  # [S]; filtered: whether any row has a top_p, top_k or min_p. The inverse distribution function runs
  # over ascending token ids; ties at the threshold are all kept.
  def sample(self: __torch__.Decoder, logits: Tensor, top_k: Tensor, reals: Tensor, filtered: bool) -> Tensor:
    greedy = self.largest(logits)
    temperature, top_p, uniform, min_p, = torch.chunk(reals.view(4, -1, 1), 4)
    random = temperature[0] > 0.
    divisor = torch.where(random, temperature[0], torch.ones_like(temperature[0]))
    scaled = logits.to(7) / divisor
    # Relative masses below the smallest normal number count as none: exponentials that are not
    # normal numbers take several times as long, and under a mask most would not be.
    mass = torch.threshold_(torch.exp_(torch.clamp_min_(scaled - torch.amax(scaled, [-1], True), -708.)), 4.e-308, 0.)
    if filtered:
      # the largest mass is one
      mass = torch.where(mass >= min_p[0], mass, torch.zeros_like(mass))
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

  # One row for each reported row of logits [L, V], [S] tokens and reported rows [L]: log-probability
  # of the token; then ids of the best, all rows; then their log-probabilities.
  def report(self: __torch__.Decoder, logits: Tensor, tokens: Tensor, reported: Tensor, best: int) -> List[Tensor]:
    wide = logits.to(7)
    total = torch.logsumexp(wide, [-1], True)
    # a row that is not a number has a token outside of it
    places = torch.index_select(tokens, 0, reported).unsqueeze(1).clamp(0, logits.size(1) - 1)
    own = torch.gather(wide, 1, places) - total
    parts = [own.view(-1)]
    if best > 0:
      # Distinct whole numbers in the order of the logits, smaller ids first among equals: topk alone
      # does not say which of equals it takes. Bit patterns of floats are ordered but for negative
      # ones, which are turned round; both zeros are one.
      bits = torch.view_copy(torch.where(logits == 0., torch.zeros_like(logits), logits), dtype=3).to(4)
      bits = torch.where(bits < 0, torch.bitwise_xor(bits, 2147483647), bits)
      keys = bits * logits.size(1) - torch.arange(logits.size(1), device=logits.device)
      ids = torch.topk(keys, best, -1, True, True)[1]
      parts.append(ids.view(-1).to(7))
      parts.append((torch.gather(wide, 1, ids) - total).view(-1))
    return parts

  # Tokens for logits [S, V] as float64, followed by what report gives. integers: top_k [S]; then, if
  # the last of all is 4 or more, places (row V + token) of biases [B], places of penalties [P], how
  # often these tokens were generated [P], forbidden places [F], masked rows [M], masks [M, words],
  # reported rows [L], and B, P, F, M, L and how many best are reported; last the choice: 0 no row, 1 greedy, 2 random, 3 random
  # and filtered, 4 more with all that. reals: those of sample; then biases [B], repetition, frequency
  # and presence penalties [S]. Places are distinct. Logits are changed where they lie.
  def chosen(self: __torch__.Decoder, logits: Tensor, integers: Tensor, reals: Tensor) -> Tensor:
    choice = int(integers[-1])
    rows = logits.size(0)
    vocabulary = logits.size(1)
    device = logits.device
    top_k = integers
    draws = reals
    reported = integers
    original = logits
    best = -1
    if choice < 4:
      if choice > 1:
        top_k = self.sent(integers[:-1], logits)
        draws = self.sent(reals, logits)
    else:
      choice = choice - 4
      n : List[int] = integers[-7:-1].tolist()
      words = (vocabulary + 63) // 64
      top_k, biased, penalised, counts, forbidden, masked, masks, reported, = torch.split_with_sizes(self.sent(integers[:-7], logits), [rows, n[0], n[1], n[1], n[2], n[3], n[3] * words, n[4]])
      draws, biases, penalties, = torch.split_with_sizes(self.sent(reals, logits), [4 * rows, n[0], 3 * rows])
      if n[4] > 0:
        best = n[5]
        original = torch.index_select(logits, 0, reported)
      flat = logits.view(-1)
      if n[0] > 0:
        flat.index_copy_(0, biased, (torch.index_select(flat, 0, biased).to(7) + biases).to(6))
      if n[1] > 0:
        factors = torch.index_select(penalties.view(3, rows), 1, torch.div(penalised, vocabulary, rounding_mode="floor"))
        values = torch.index_select(flat, 0, penalised).to(7)
        values = torch.where(values > 0., values / factors[0], values * factors[0])
        values = values - factors[1] * counts - factors[2] * (counts > 0)
        # finite, whatever the penalty
        flat.index_copy_(0, penalised, values.clamp(-3.4028234663852886e+38, 3.4028234663852886e+38).to(6))
      if n[2] > 0:
        flat.index_fill_(0, forbidden, float("-inf"))
      if n[3] > 0:
        # by bytes: what is added to the logits of the eight tokens that a byte stands for
        bits = torch.bitwise_and(torch.arange(256, device=device).unsqueeze(1), torch.tensor([1, 2, 4, 8, 16, 32, 64, 128], device=device))
        added = torch.zeros([256, 8], dtype=6, device=device).masked_fill(bits == 0, float("-inf"))
        bytes = torch.view_copy(masks, dtype=0).to(3).view(n[3], -1)
        # a megabyte at a time: larger memory is taken from the system and given back at every step
        some = max(1, 262144 // vocabulary)
        for first in range(0, n[3], some):
          part = bytes[first:first + some]
          addends = torch.index_select(added, 0, part.reshape(-1)).view(part.size(0), -1)
          logits.index_add_(0, masked[first:first + some], addends[:, :vocabulary])
    if choice < 2:
      tokens = self.largest(logits)
    else:
      tokens = self.sample(logits, top_k, draws, choice == 3)
    results = [tokens.to(7)]
    if best >= 0:
      results.extend(self.report(original, tokens, reported, best))
    return torch.cat(results)
